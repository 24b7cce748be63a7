import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { later, seconds } from '@/lib/domain/time'
import { ok } from '@/lib/platform/result'
import { deleteAccount } from '@/lib/services/account/delete-account'
import { resetTwoFactor } from '@/lib/services/admin/admin-users'
import { OPERATOR } from '@/lib/services/admin/operator'
import { confirmEmail } from '@/lib/services/sign-up/confirm-email'
import { requestEmailChange } from '@/lib/services/email/email-change'
import { undoEmailChange } from '@/lib/services/email/undo-email-change'
import { purgeExpired } from '@/lib/services/operations/purge'
import { secureAccount } from '@/lib/services/passwords/not-me'
import { listOwnPasskeys } from '@/lib/services/passkeys/manage'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newAdministrator } from '../../setup/new-administrator'
import { newSession } from '../../setup/new-session'
import { viewerAgain } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { addTo, askedToSignIn, signInBy, withPasskey } from '../../setup/passkeys'
import { actionsAbout } from '../../setup/recorded-events'
import { knownBrowser } from '../../setup/second-step'
import { withTwoFactor } from '../../setup/two-factor'

const NOON = new Date('2026-03-01T12:00:00Z')
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

test('“This wasn’t me” removes passkeys that were added since, and no earlier one', async () => {
  const account = await newAccount()
  const { viewer, device } = await withPasskey(account, NOON)
  // A sign-in from another browser, whose owner is told of it, adds one.
  const session = await signInBy(device.get(askedToSignIn(after(60))), newVisitor(), after(60))
  if (typeof session !== 'object') throw new Error('the passkey should sign in')
  await addTo(await viewerAgain(session.id, after(61)), after(61))
  expect(await listOwnPasskeys(viewer)).toHaveLength(2)
  const token = await mailedToken(account.email)
  expect(await secureAccount({ token }, newVisitor(), after(120))).toEqual(ok('secured'))
  expect(await keptBy(account.id)).toEqual([NOON])
  // What is left signs in again once a new password is set.
  const answer = device.get(askedToSignIn(after(121)))
  expect(await signInBy(answer, newVisitor(), after(121))).toBe('password_reset_required')
})

test('undoing a change of email removes passkeys that were added since', async () => {
  const account = await newAccount()
  const { viewer } = await withPasskey(account, NOON)
  const email = `moved-${account.username}@example.com`
  await requestEmailChange(viewer, { email }, newVisitor(), after(60))
  const input = { token: await mailedToken(email), password: PASSWORD }
  await confirmEmail(input, newVisitor(), after(61))
  await addTo(viewer, after(62))
  const undone = await undoEmailChange(await mailedToken(account.email), newVisitor(), after(120))
  expect(undone.ok).toBe(true)
  expect(await keptBy(account.id)).toEqual([NOON])
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
