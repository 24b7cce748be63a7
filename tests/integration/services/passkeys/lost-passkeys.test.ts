import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { days, later, seconds } from '@/lib/domain/time'
import { ok } from '@/lib/platform/result'
import { deleteAccount } from '@/lib/services/account/delete-account'
import { resetTwoFactor } from '@/lib/services/admin/admin-users'
import { OPERATOR } from '@/lib/services/admin/operator'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import { requestEmailChange } from '@/lib/services/email/email-change'
import { undoEmailChange } from '@/lib/services/email/undo-email-change'
import { purgeExpired } from '@/lib/services/operations/purge'
import { secureAccount } from '@/lib/services/passwords/not-me'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newAdministrator } from '../../setup/new-administrator'
import { newSession } from '../../setup/new-session'
import { viewerAgain } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { addTo, askedToSignIn, signInBy, withPasskey } from '../../setup/passkeys'
import { actionsAbout } from '../../setup/recorded-events'
import { knownBrowser } from '../../setup/second-step'
import type { SyntheticAuthenticator } from '../../setup/synthetic-authenticator'
import { withTwoFactor } from '../../setup/two-factor'

const NOON = new Date('2026-03-01T12:00:00Z')
const LONG_AGO = later(NOON, -days(20))
const after = (count: number) => later(NOON, seconds(count))

const keptBy = async (userId: string) =>
  (await prisma().passkey.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } })).map(
    ({ createdAt }) => createdAt,
  )

test('an administrator’s reset of two-factor removes passkeys, with or without an app', async () => {
  for (const hasApp of [true, false]) {
    const account = await newAccount()
    const { viewer, device } = await withPasskey(account, NOON)
    if (hasApp) await withTwoFactor(account, after(300))
    const { by } = await newAdministrator(NOON)
    const reason = 'Lost everything'
    expect(await resetTwoFactor(by, account.id, { reason }, after(301))).toEqual(ok('reset'))
    expect(await resetTwoFactor(OPERATOR, account.id, { reason }, after(302))).toEqual(
      ok('was_off'),
    )
    expect(await keptBy(account.id)).toEqual([])
    const answer = device.get(askedToSignIn(after(303)))
    expect(await signInBy(answer, newVisitor(), after(303))).toBe('passkey_unknown')
    expect(await newSession(account, after(303))).toMatchObject({ method: 'password' })
    const ended = await prisma().session.findUniqueOrThrow({ where: { id: viewer.session.id } })
    expect(ended.revokedAt).not.toBeNull()
    expect(await actionsAbout(account.id)).toContain('two_factor_reset SUCCESS')
  }
})

/** From a browser that the account does not know: its owner is mailed a notice. */
async function strangerWith(device: SyntheticAuthenticator, now: Date) {
  const session = await signInBy(device.get(askedToSignIn(now)), newVisitor(), now)
  if (typeof session !== 'object') throw new Error('the passkey should sign in')
  return viewerAgain(session.id, now)
}

const clickNotice = async ({ email }: { email: string }, now: Date) =>
  secureAccount({ token: await mailedToken(email) }, newVisitor(), now)

test('“This wasn’t me” removes passkeys that were added since, and no early one', async () => {
  const account = await newAccount()
  const { device } = await withPasskey(account, LONG_AGO)
  await addTo(await strangerWith(device, after(60)), after(61))
  expect(await clickNotice(account, after(120))).toEqual(ok('secured'))
  expect(await keptBy(account.id)).toEqual([LONG_AGO])
  const mail = await prisma().outboxMail.findFirst({
    where: { accountId: account.id, template: 'reset-password' },
  })
  expect(mail?.data).toMatchObject({ passkeysRemoved: 1 })
  // What is left signs in again once a new password is set.
  const answer = device.get(askedToSignIn(after(121)))
  expect(await signInBy(answer, newVisitor(), after(121))).toBe('password_reset_required')
})

test('“This wasn’t me” about a later sign-in removes the passkey that made it', async () => {
  const account = await newAccount()
  await newSession(account, LONG_AGO)
  const { device: stolen } = await withPasskey(account, after(1))
  await strangerWith(stolen, after(60))
  expect(await clickNotice(account, after(120))).toEqual(ok('secured'))
  expect(await keptBy(account.id)).toEqual([])
  expect(await signInBy(stolen.get(askedToSignIn(after(121))), newVisitor(), after(121))).toBe(
    'passkey_unknown',
  )
})

test('“This wasn’t me” reaches back to the oldest notice without an answer', async () => {
  const account = await newAccount()
  const { device } = await withPasskey(account, LONG_AGO)
  const intruder = await strangerWith(device, later(NOON, -days(9)))
  const stolen = await addTo(intruder, later(NOON, seconds(1) - days(9)))
  await strangerWith(stolen, NOON)
  expect(await clickNotice(account, after(120))).toEqual(ok('secured'))
  expect(await keptBy(account.id)).toEqual([LONG_AGO])
})

test('undoing a change of email removes an intruder’s passkeys, and no early one', async () => {
  const account = await newAccount()
  await withPasskey(account, LONG_AGO)
  const { viewer } = await withPasskey(account, NOON)
  const email = `moved-${account.username}@example.com`
  await requestEmailChange(viewer, { email }, newVisitor(), after(60))
  const input = { token: await mailedToken(email), password: PASSWORD }
  await confirmEmail(input, newVisitor(), after(61))
  await addTo(viewer, after(62))
  const undone = await undoEmailChange(await mailedToken(account.email), newVisitor(), after(120))
  expect(undone.ok).toBe(true)
  expect(await keptBy(account.id)).toEqual([LONG_AGO])
})

test('a reset by mail says how many passkeys still sign in', async () => {
  const account = await newAccount()
  await withPasskey(account, NOON)
  await requestPasswordReset({ email: account.email }, newVisitor(), after(1))
  const input = { token: await mailedToken(account.email), password: 'violet harbour kestrel nine' }
  expect(await resetPassword(input, newVisitor(), after(2))).toEqual(ok('password_set'))
  const mail = await prisma().outboxMail.findFirst({
    where: { accountId: account.id, template: 'password-changed' },
  })
  expect(mail?.data).toMatchObject({ passkeys: 1 })
})

test('they go with the account, and answered challenges with time', async () => {
  const account = await newAccount()
  const { viewer, device } = await withPasskey(account, NOON)
  await signInBy(device.get(askedToSignIn(NOON)), newVisitor(), NOON)
  const request = { ...newVisitor(), deviceToken: knownBrowser(account.id, NOON).deviceToken }
  await purgeExpired(after(299))
  expect(await prisma().usedPasskeyChallenge.count()).toBeGreaterThan(0)
  await purgeExpired(after(600))
  expect(
    await prisma().usedPasskeyChallenge.count({ where: { expiresAt: { lt: after(600) } } }),
  ).toBe(0)
  const deleted = await deleteAccount(viewer, PASSWORD, request, after(1))
  expect(deleted.ok).toBe(true)
  expect(await keptBy(account.id)).toEqual([])
})
