import { afterEach, expect, test } from 'vitest'
import { closePool } from '@/lib/password/pool'
import { deleteAccount } from '@/lib/services/account/delete-account'
import { changePassword } from '@/lib/services/passwords/change-password'
import { confirmPassword } from '@/lib/services/passwords/confirm-password'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import { resendVerification } from '@/lib/services/sign-up/resend-verification'
import { signUp } from '@/lib/services/sign-up/sign-up'
import { fillQueue } from '../../setup/full-queue'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { signUpValues } from '../../setup/sign-up-values'

const NOW = new Date('2026-03-01T12:00:00Z')
const NEW_PASSWORD = 'copper kettle midnight'
/** More than would lock an account if they counted. */
const ATTEMPTS = 6

/** Every operation that hashes, each prepared while the queue is empty. */
const REQUESTS = {
  'a sign-in': async () => {
    const { email } = await newAccount()
    // With a cookie, which requires a hash; without one it is refused before it counts.
    const request = () => ({ ...newVisitor(), deviceToken: 'of another browser' })
    return () => signIn({ identifier: email, password: PASSWORD }, request(), NOW)
  },
  'a sign-in without a cookie': async () => {
    const { email } = await newAccount()
    return () => signIn({ identifier: email, password: PASSWORD }, newVisitor(), NOW)
  },
  'a sign-up': async () => () => signUp(signUpValues(), newVisitor(), NOW),
  'a password reset': async () => {
    const { email } = await newAccount()
    await requestPasswordReset({ email }, newVisitor(), NOW)
    const token = await mailedToken(email)
    return () => resetPassword({ token, password: NEW_PASSWORD }, newVisitor(), NOW)
  },
  'a password change': async () => {
    const viewer = await newViewer(await newAccount(), NOW)
    const passwords = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }
    return () => changePassword(viewer, passwords, newVisitor(), NOW)
  },
  'a recent proof': async () => {
    const viewer = await newViewer(await newAccount(), NOW)
    return () => confirmPassword(viewer, { password: PASSWORD }, newVisitor(), NOW)
  },
  'a confirmed email': async () => {
    const { email } = await newAccount({ emailVerifiedAt: null })
    await resendVerification({ email }, newVisitor(), NOW)
    const token = await mailedToken(email)
    return () => confirmEmail({ token, password: PASSWORD }, newVisitor(), NOW)
  },
  'a deletion': async () => {
    const viewer = await newViewer(await newAccount(), NOW)
    return () => deleteAccount(viewer, PASSWORD, newVisitor(), NOW)
  },
}

afterEach(closePool)

test.each(Object.entries(REQUESTS))(
  '%s with a full queue is asked to retry, and does not count as a failure',
  async (_what, prepare) => {
    const ask = await prepare()
    const releaseQueue = await fillQueue()
    for (let made = 0; made < ATTEMPTS; made += 1) {
      expect(await ask()).toEqual({
        ok: false,
        refusal: { code: 'busy', retryAfterSeconds: expect.any(Number) },
      })
    }
    await releaseQueue()
    await closePool()
    expect(await ask()).toMatchObject({ ok: true })
  },
)
