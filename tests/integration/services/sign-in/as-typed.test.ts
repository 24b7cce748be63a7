import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { hours, later, minutes } from '@/lib/domain/time'
import { unwrap } from '@/lib/platform/result'
import { changeEmailSchema } from '@/lib/schemas/account'
import { forgotPasswordSchema } from '@/lib/schemas/passwords'
import { signInSchema } from '@/lib/schemas/sign-in'
import { resendVerificationSchema, signUpSchema } from '@/lib/schemas/sign-up'
import { requestEmailChange } from '@/lib/services/email/email-change'
import { requestPasswordReset } from '@/lib/services/passwords/password-reset'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import { resendVerification } from '@/lib/services/sign-up/resend-verification'
import { signUp } from '@/lib/services/sign-up/sign-up'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { signUpValues } from '../../setup/sign-up-values'

/* An address or a username means the same account however it is typed, at every form that takes one. */

const NOW = new Date('2026-03-01T12:00:00Z')

let made = 0

/** One address as people write it, and as it is stored. */
function address() {
  made += 1
  return { typed: `info${made}@münchen-test.de`, stored: `info${made}@xn--mnchen-test-thb.de` }
}

/** What people type or paste for it. */
const spellings = (typed: string) => [
  typed,
  ` ${typed.toUpperCase()} `,
  `${typed}\u200b`,
  // An accent of its own.
  typed.normalize('NFD'),
]

/** Signs up as typed, and confirms. */
async function newMember() {
  const { typed, stored } = address()
  const form = { ...signUpValues(), email: typed }
  unwrap(await signUp(signUpSchema.parse(form), newVisitor(), NOW))
  const confirmation = { token: await mailedToken(stored), password: form.password }
  unwrap(await confirmEmail(confirmation, newVisitor(), NOW))
  return { ...form, typed, stored }
}

test('whoever signs up with an address as written signs in with it, and with @username', async () => {
  const { typed, username, password } = await newMember()
  const names = [...spellings(typed), `@${username}`, ` @${username.toUpperCase()}\u200b`]
  for (const [index, identifier] of names.entries()) {
    const input = signInSchema.parse({ identifier, password, callbackUrl: '/' })
    // No session is opened, so each stays counted for a while.
    const answer = await signIn(input, newVisitor(), later(NOW, hours(index)))
    expect(answer, identifier).toMatchObject({ ok: true })
  }
})

test('a link is mailed to it, whichever form asks', async () => {
  const { typed, stored } = await newMember()
  const mails = () =>
    prisma().outboxMail.count({ where: { to: stored, template: 'reset-password' } })
  for (const [index, email] of spellings(typed).entries()) {
    const input = forgotPasswordSchema.parse({ email })
    await requestPasswordReset(input, newVisitor(), later(NOW, minutes(index)))
    expect(await mails(), email).toBe(index + 1)
  }

  const pending = address()
  const form = { ...signUpValues(), email: pending.typed }
  await signUp(signUpSchema.parse(form), newVisitor(), NOW)
  const before = await mailedToken(pending.stored)
  const again = resendVerificationSchema.parse({ email: `${pending.typed}\u200b` })
  await resendVerification(again, newVisitor(), later(NOW, minutes(1)))
  expect(await mailedToken(pending.stored)).not.toBe(before)

  const moved = address()
  const viewer = await newViewer(await newAccount(), NOW)
  const change = changeEmailSchema.parse({ email: `${moved.typed.toUpperCase()}\u200b` })
  unwrap(await requestEmailChange(viewer, change, newVisitor(), NOW))
  expect(await mailedToken(moved.stored)).toBeTruthy()
})
