import { expect, test } from 'vitest'
import { later, minutes } from '@/lib/domain/time'
import { requestEmailChange } from '@/lib/services/email/email-change'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import { signUp } from '@/lib/services/sign-up/sign-up'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { signUpValues } from '../../setup/sign-up-values'

/*
 * Anyone can leave a sign-up for any email and try its password from time to time. The answer must
 * not change when the email gets an account.
 */

const NOON = new Date('2026-03-01T12:00:00Z')
const NOT_CONFIRMED = { ok: false, refusal: { code: 'email_not_verified' } }
const STRANGERS_PASSWORD = 'violet harbour mandolin'

/** The answer to the password of a sign-up that a stranger left for an email. */
const answerToStranger = (email: string, at: Date) =>
  signIn({ identifier: email, password: STRANGERS_PASSWORD }, newVisitor(), at)

async function leaveSignUp(email: string, at: Date) {
  const { username, name } = signUpValues()
  await signUp({ email, username, name, password: STRANGERS_PASSWORD }, newVisitor(), at)
}

test('a pending sign-up gets the same answer after another one is confirmed', async () => {
  const owner = signUpValues()
  await signUp(owner, newVisitor(), NOON)
  const token = await mailedToken(owner.email)
  await leaveSignUp(owner.email, later(NOON, minutes(1)))
  expect(await answerToStranger(owner.email, later(NOON, minutes(2)))).toEqual(NOT_CONFIRMED)

  const confirmation = { token, password: owner.password }
  expect(await confirmEmail(confirmation, newVisitor(), later(NOON, minutes(3)))).toMatchObject({
    ok: true,
  })
  expect(await answerToStranger(owner.email, later(NOON, minutes(4)))).toEqual(NOT_CONFIRMED)
  const signedIn = await signIn(
    { identifier: owner.email, password: owner.password },
    newVisitor(),
    later(NOON, minutes(5)),
  )
  expect(signedIn.ok).toBe(true)
})

test('a pending sign-up gets the same answer after an account moves to its email', async () => {
  const { email } = signUpValues()
  await leaveSignUp(email, NOON)
  const account = await newAccount()
  await requestEmailChange(await newViewer(account, NOON), { email }, newVisitor(), NOON)
  const confirmation = { token: await mailedToken(email), password: PASSWORD }
  expect(await confirmEmail(confirmation, newVisitor(), later(NOON, minutes(1)))).toMatchObject({
    ok: true,
  })
  expect(await answerToStranger(email, later(NOON, minutes(2)))).toEqual(NOT_CONFIRMED)
})
