import { describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { restartUserSignIn } from '@/lib/data/users/account-status'
import { setUserPassword } from '@/lib/data/users/user-passwords'
import { hashPassword } from '@/lib/password/password'
import { unwrap } from '@/lib/platform/result'
import { isProofRecent } from '@/lib/domain/sessions/recent-proof'
import { openSession } from '@/lib/services/sessions/sessions'
import { purgeExpired } from '@/lib/services/operations/purge'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { turnOffTwoFactor } from '@/lib/services/two-factor/manage'
import { listOwnTrustedBrowsers, stopTrusting } from '@/lib/services/two-factor/trusted-browsers'
import { resetTwoFactor } from '@/lib/services/admin/admin-users'
import { listOwnPasskeys, removeOwnPasskey } from '@/lib/services/passkeys/manage'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newAdministrator } from '../../setup/new-administrator'
import { viewerAgain } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { addTo } from '../../setup/passkeys'
import { afterFirstStep, knownBrowser, secondStep } from '../../setup/second-step'
import { codeOf, withTwoFactor } from '../../setup/two-factor'

const NOON = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number) => new Date(NOON.getTime() + seconds * 1000)
const DAY = 86_400

/** Somebody who has trusted a browser in the second step of a sign-in at noon. */
async function trusting() {
  const account = await newAccount()
  const { secret } = await withTwoFactor(account, NOON)
  const { deviceToken, browserHash } = knownBrowser(account.id, NOON)
  const from = { ...newVisitor(), deviceToken }
  const answer = { code: codeOf(secret, NOON) }
  const challenge = await afterFirstStep(account, NOON)
  const session = await secondStep(challenge, answer, from, NOON, browserHash)
  if (typeof session !== 'object') throw new Error(`signed in, not ${session}`)
  const viewer = await viewerAgain(session.id, NOON)
  return { account, secret, from, deviceToken, browserHash, viewer }
}

type Trusting = Awaited<ReturnType<typeof trusting>>

const countOf = (userId: string) => prisma().trustedBrowser.count({ where: { userId } })

async function signInAgain({ account, from }: Pick<Trusting, 'account' | 'from'>, now: Date) {
  const credentials = { identifier: account.email, password: PASSWORD }
  const first = await signIn(credentials, from, now)
  if (!first.ok) throw new Error('the password should be right')
  const { challenge, proof, attempt, ...user } = first.value
  if (challenge) return 'asked for a code'
  const secondFactor = proof && { proof, challengeHash: null }
  const session = await openSession(user, { ...from, remember: false, attempt, secondFactor }, now)
  return session ?? 'no session'
}

describe('a trusted browser', () => {
  test('is asked for no code for thirty days, and proves nothing but a sign-in', async () => {
    const someone = await trusting()
    const session = await signInAgain(someone, after(30 * DAY - 1))
    expect(session).toMatchObject({ method: 'trusted browser' })
    const { provedAt } = session as { provedAt: Date }
    expect(isProofRecent(provedAt, after(30 * DAY - 1), 600_000)).toBe(false)
    expect(await signInAgain(someone, after(30 * DAY))).toBe('asked for a code')
  })

  test('is one browser, and trusted for one account', async () => {
    const someone = await trusting()
    const elsewhere = { ...newVisitor(), ...knownBrowser(someone.account.id, NOON) }
    expect(await signInAgain({ ...someone, from: elsewhere }, after(60))).toBe('asked for a code')
    const other = await newAccount()
    await withTwoFactor(other, NOON)
    expect(await signInAgain({ ...someone, account: other }, after(60))).toBe('asked for a code')
  })

  test('is listed, and its trust ended, alone or with all', async () => {
    for (const all of [false, true]) {
      const someone = await trusting()
      const { viewer, deviceToken } = someone
      const [browser, ...others] = await listOwnTrustedBrowsers(viewer, { deviceToken }, after(1))
      expect(others).toEqual([])
      expect(browser).toMatchObject({ isThisOne: true, address: someone.from.address })
      const stranger = await trusting()
      const id = browser?.id ?? ''
      expect(await stopTrusting(stranger.viewer, id, newVisitor(), after(2))).toBe(0)
      expect(await stopTrusting(viewer, all ? null : id, newVisitor(), after(2))).toBe(1)
      expect(await signInAgain(someone, after(60))).toBe('asked for a code')
    }
  })

  test('is trusted no more after a new password, a reset, an unlock, and any change of a factor', async () => {
    const ends: ((someone: Trusting) => Promise<unknown>)[] = [
      async ({ account }) => {
        const password = unwrap(await hashPassword(PASSWORD))
        return setUserPassword(prisma(), account, password, after(1))
      },
      ({ account }) => restartUserSignIn(prisma(), account.id, after(1)),
      async ({ account: { email } }) => {
        await requestPasswordReset({ email }, newVisitor(), after(1))
        const input = { token: await mailedToken(email), password: 'violet harbour kestrel nine' }
        return resetPassword(input, newVisitor(), after(2))
      },
      ({ viewer }) => turnOffTwoFactor(viewer, newVisitor(), after(1)),
      async ({ account }) => {
        const { by } = await newAdministrator(NOON)
        return resetTwoFactor(by, account.id, { reason: 'Lost the phone' }, after(1))
      },
      ({ viewer }) => addTo(viewer, after(1)),
      async (someone) => {
        const { viewer, account, from, secret } = someone
        await addTo(viewer, NOON)
        expect(await countOf(account.id)).toBe(0)
        const challenge = await afterFirstStep(account, after(60))
        const { browserHash } = someone
        await secondStep(
          challenge,
          { code: codeOf(secret, after(60)) },
          from,
          after(60),
          browserHash,
        )
        expect(await countOf(account.id)).toBe(1)
        const [passkey] = await listOwnPasskeys(viewer)
        return removeOwnPasskey(viewer, { id: passkey?.id ?? '' }, newVisitor(), after(61))
      },
    ]
    for (const end of ends) {
      const someone = await trusting()
      await end(someone)
      expect(await countOf(someone.account.id)).toBe(0)
    }
  })

  test('whose trust ends while the password is checked opens no session', async () => {
    const someone = await trusting()
    const credentials = { identifier: someone.account.email, password: PASSWORD }
    const first = await signIn(credentials, someone.from, after(60))
    if (!first.ok || !first.value.proof) throw new Error('the browser should be trusted')
    await stopTrusting(someone.viewer, null, newVisitor(), after(60))
    const secondFactor = { proof: first.value.proof, challengeHash: null }
    const request = { ...someone.from, remember: false, secondFactor }
    await expect(openSession(first.value, request, after(61))).rejects.toThrow('two_factor_expired')
  })

  test('and an old challenge are purged', async () => {
    const { account } = await trusting()
    await afterFirstStep(account, NOON)
    await purgeExpired(after(31 * DAY))
    const where = { userId: account.id }
    expect(await prisma().trustedBrowser.count({ where })).toBe(0)
    expect(await prisma().twoFactorChallenge.count({ where })).toBe(0)
  })
})
