import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { confirmEmail, findConfirmation } from '@/lib/services/sign-up/confirm-email'
import { requestEmailChange } from '@/lib/services/email/email-change'
import { resendVerification } from '@/lib/services/sign-up/resend-verification'
import { signUp } from '@/lib/services/sign-up/sign-up'
import { fillQueue } from '../../setup/full-queue'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { eventsAbout } from '../../setup/recorded-events'

/* What all confirmation links share; sign-up and email-change test their own. */

const NOW = new Date('2026-03-01T12:00:00Z')
const WRONG = 'not the password!'
const TOKEN_INVALID = { ok: false, refusal: { code: 'token_invalid' } }
const PASSWORD_WRONG = { ok: false, refusal: { code: 'password_wrong' } }

const confirm = (token: string, password: string) =>
  confirmEmail({ token, password }, newVisitor(), NOW)
const userOf = (id: string) => prisma().user.findUniqueOrThrow({ where: { id } })

/** A user with an unconfirmed email, and the link that confirms it. */
async function unconfirmed(overrides: Record<string, unknown> = {}) {
  const account = await newAccount({ emailVerifiedAt: null, ...overrides })
  await resendVerification({ email: account.email }, newVisitor(), NOW)
  return { account, token: await mailedToken(account.email) }
}

async function unconfirmedSignUp() {
  const person = { email: 'grace@example.com', username: 'grace', name: 'Grace Hopper' }
  await signUp({ ...person, password: PASSWORD }, newVisitor(), NOW)
  return { token: await mailedToken(person.email) }
}

async function unconfirmedChange() {
  const account = await newAccount()
  const email = `moved-${account.email}`
  await requestEmailChange(await newViewer(account, NOW), { email }, newVisitor(), NOW)
  return { account, token: await mailedToken(email) }
}

test('an email is confirmed for its account, and for no other', async () => {
  const [one, other] = [await unconfirmed(), await unconfirmed()]
  expect(await confirm(one.token, PASSWORD)).toEqual({ ok: true, value: 'confirmed' })
  expect((await userOf(one.account.id)).emailVerifiedAt).toEqual(NOW)
  expect((await userOf(other.account.id)).emailVerifiedAt).toBeNull()
})

test('a link to a new email does not reveal the account', async () => {
  const email = 'grace@example.com'
  expect(await findConfirmation((await unconfirmedSignUp()).token, null, NOW)).toMatchObject({
    ...{ email, username: 'grace' },
  })
  const { account, token } = await unconfirmed()
  expect(await findConfirmation(token, null, NOW)).toMatchObject({ username: account.username })
  const change = await unconfirmedChange()
  expect(await findConfirmation(change.token, null, NOW)).toEqual({
    ...{ email: `moved-${change.account.email}`, username: null },
    maskedUsername: `${change.account.username.slice(0, 1)}•••`,
  })
  expect(await findConfirmation(change.token, change.account.id, NOW)).toMatchObject({
    username: change.account.username,
  })
  expect(await findConfirmation('x'.repeat(43), null, NOW)).toBeNull()
})

test('a link to an email the account has left confirms nothing', async () => {
  const { account, token } = await unconfirmed()
  const data = { email: `moved-${account.email}` }
  await prisma().user.update({ where: { id: account.id }, data })
  expect(await confirm(token, PASSWORD)).toEqual(TOKEN_INVALID)
  expect((await userOf(account.id)).emailVerifiedAt).toBeNull()
})

test('no password opens the link of an account without one', async () => {
  const { account, token } = await unconfirmed()
  const data = { passwordHash: null, passwordPepper: null }
  await prisma().user.update({ where: { id: account.id }, data })
  for (const password of ['', PASSWORD]) {
    expect(await confirm(token, password)).toEqual(PASSWORD_WRONG)
  }
  expect((await userOf(account.id)).emailVerifiedAt).toBeNull()
})

test('a wrong password is recorded with the action and user it was for', async () => {
  const [account, signedUp, change] = [
    await unconfirmed(),
    await unconfirmedSignUp(),
    await unconfirmedChange(),
  ]
  for (const { token } of [account, signedUp, change]) {
    expect(await confirm(token, WRONG)).toEqual(PASSWORD_WRONG)
  }
  const failed = async (id: string | null) =>
    (await eventsAbout(id)).filter(({ result }) => result === 'FAILURE')
  expect(await failed(account.account.id)).toMatchObject([{ action: 'email_verified' }])
  expect(await failed(change.account.id)).toMatchObject([{ action: 'email_changed' }])
  // A pending sign-up has no user.
  expect(await failed(null)).toMatchObject([{ action: 'email_verified' }])
})

test('while nothing can be hashed nothing counts as a guess, and the link stays valid', async () => {
  const { token } = await unconfirmed()
  const releaseQueue = await fillQueue()
  for (let tries = 0; tries < 6; tries += 1) {
    expect(await confirm(token, WRONG)).toMatchObject({
      refusal: { code: 'busy', retryAfterSeconds: expect.any(Number) },
    })
  }
  await releaseQueue()
  expect(await confirm(token, WRONG)).toEqual(PASSWORD_WRONG)
})
