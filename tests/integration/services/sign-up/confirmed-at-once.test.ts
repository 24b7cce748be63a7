import { describe, expect, test } from 'vitest'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { createPendingSignUp } from '@/lib/data/users/pending-sign-ups'
import { hours, later } from '@/lib/domain/time'
import { hashPassword } from '@/lib/password/password'
import { unwrap } from '@/lib/platform/result'
import { issueLink } from '@/lib/services/email/issue-link'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import { countDeadlocks } from '../../setup/deadlocks'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newVisitor } from '../../setup/new-visitor'
import { releasedTogether } from '../../setup/released-together'

const NOW = new Date('2026-03-01T12:00:00Z')
const TOKEN_INVALID = { ok: false, refusal: { code: 'token_invalid' } }
const USERNAME_TAKEN = { ok: false, refusal: { code: 'username_taken' } }

let made = 0
const unique = (name: string) => `${name}-${(made += 1)}`
const hashed = hashPassword(PASSWORD)

/** A pending sign-up. @returns the token of its link */
async function newSignUp(email: string, username: string): Promise<string> {
  const columns = { email, username, name: 'Grace Hopper', ...unwrap(await hashed) }
  return inTransaction(async (database) => {
    const expiresAt = later(NOW, hours(24))
    const { id } = await createPendingSignUp(database, { ...columns, createdAt: NOW, expiresAt })
    const owner = { pendingSignUpId: id }
    return (await issueLink(database, { owner, purpose: 'CONFIRM_SIGN_UP', email }, NOW)).token
  })
}

/** A link that moves an account to another email. */
async function newEmailChange(email: string): Promise<string> {
  const { id } = await newAccount()
  return inTransaction(async (database) => {
    const owner = { userId: id }
    return (await issueLink(database, { owner, purpose: 'CHANGE_EMAIL', email }, NOW)).token
  })
}

const confirmAll = (tokens: readonly string[]) =>
  releasedTogether(
    'link_tokens',
    tokens.map((token) => () => confirmEmail({ token, password: PASSWORD }, newVisitor(), NOW)),
  )

/** Checks that one is confirmed and every other gets this refusal. */
function expectOneWinner(answers: readonly { ok: boolean }[], refusal: unknown) {
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(answers.filter(({ ok }) => !ok)).toEqual(answers.slice(1).map(() => refusal))
}

describe.each([2, 4, 20])('%i links confirmed at once', (count) => {
  const several = <Value>(make: () => Promise<Value>) =>
    Promise.all(Array.from({ length: count }, make))

  test('for one email create one account, and the others become invalid', async () => {
    const email = `${unique('one')}@example.com`
    const tokens = await several(() => newSignUp(email, unique('name')))
    expectOneWinner(await confirmAll(tokens), TOKEN_INVALID)
    expect(await prisma().user.count({ where: { email } })).toBe(1)
  })

  test('for one username create one account, and the others are asked for another username', async () => {
    const username = unique('name')
    const tokens = await several(() => newSignUp(`${unique('of')}@example.com`, username))
    expectOneWinner(await confirmAll(tokens), USERNAME_TAKEN)
    expect(await prisma().user.count({ where: { username } })).toBe(1)
  })

  test('for one email and one username create one account', async () => {
    const email = `${unique('both')}@example.com`
    const username = unique('name')
    const tokens = await several(() => newSignUp(email, username))
    expectOneWinner(await confirmAll(tokens), TOKEN_INVALID)
  })

  test('that also move accounts to the email of a sign-up give it to one of them', async () => {
    const email = `${unique('moved')}@example.com`
    const signUp = await newSignUp(email, unique('name'))
    const tokens = [signUp, ...(await several(() => newEmailChange(email)))]
    expectOneWinner(await confirmAll(tokens), TOKEN_INVALID)
    expect(await prisma().user.count({ where: { email } })).toBe(1)
  })
})

test('none of these caused a deadlock', async () => {
  expect(await countDeadlocks()).toBe(0)
})
