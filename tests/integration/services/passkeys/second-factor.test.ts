import { describe, expect, onTestFinished, test } from 'vitest'
import { hashToken } from '@/lib/crypto/random-token'
import { prisma } from '@/lib/data/database/prisma'
import { env } from '@/lib/env'
import { err, ok } from '@/lib/platform/result'
import { confirmPassword, confirmWithPasskey } from '@/lib/services/passwords/confirm-password'
import { newPasskeyChallenge } from '@/lib/services/passkeys/challenges'
import { listOwnPasskeys, removeOwnPasskey } from '@/lib/services/passkeys/manage'
import { requestOptionsFor } from '@/lib/services/passkeys/options'
import { signIn } from '@/lib/services/sign-in/sign-in'
import type { OpenChallenge } from '@/lib/services/two-factor/answer-challenge'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newSession } from '../../setup/new-session'
import { newViewer, viewerAgain } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { addTo, withPasskey } from '../../setup/passkeys'
import { actionsAbout } from '../../setup/recorded-events'
import { afterFirstStep, firstStep, secondStep } from '../../setup/second-step'
import { SyntheticAuthenticator } from '../../setup/synthetic-authenticator'
import { withTwoFactor } from '../../setup/two-factor'

const NOON = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number) => new Date(NOON.getTime() + seconds * 1000)

function requireOfEveryone(): void {
  const rule: { REQUIRE_TWO_FACTOR: string } = env()
  rule.REQUIRE_TWO_FACTOR = 'everyone'
  onTestFinished(() => void (rule.REQUIRE_TWO_FACTOR = 'none'))
}

async function owner() {
  const account = await newAccount()
  const { viewer, device } = await withPasskey(account, NOON)
  await withTwoFactor(account, after(600))
  return { account, viewer: await viewerAgain(viewer.session.id, NOON).catch(() => viewer), device }
}

async function asked(userId: string, { token }: Pick<OpenChallenge, 'token'>, now: Date) {
  const context = { purpose: 'second-step', boundTo: hashToken(token) } as const
  const options = await requestOptionsFor(userId, context, now)
  if (!options) throw new Error('there should be a passkey')
  return options
}

describe('a passkey as the second step', () => {
  test('signs in, once for each challenge', async () => {
    const { account, device } = await owner()
    const challenge = await afterFirstStep(account, NOON)
    const options = await asked(account.id, challenge, NOON)
    expect(options.allowCredentials.map(({ id }) => id)).toEqual([device.id.toString('base64url')])
    const passkey = device.get(options, { userHandle: null })
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => secondStep(challenge, { passkey }, newVisitor(), NOON)),
    )
    expect(outcomes.filter((one) => typeof one === 'object')).toEqual([
      expect.objectContaining({ method: 'password+passkey' }),
    ])
    const another = await afterFirstStep(account, NOON)
    expect(await secondStep(another, { passkey }, newVisitor(), NOON)).toBe('passkey_failed')
  })

  test('of another person or nobody, for another step, or forged is refused, and locks no owner out', async () => {
    const { account, device } = await owner()
    const stranger = await owner()
    const challenge = await afterFirstStep(account, NOON)
    const options = await asked(account.id, challenge, NOON)
    const context = { purpose: 'proof', boundTo: hashToken(challenge.token) } as const
    const answers = [
      stranger.device.get(options),
      new SyntheticAuthenticator().get(options),
      device.get(options, { isForged: true }),
      device.get({ challenge: newPasskeyChallenge(context, NOON) }),
      device.get(await asked(account.id, await afterFirstStep(account, NOON), NOON)),
      device.get(options, { isVerified: false }),
    ]
    for (const passkey of answers) {
      expect(await secondStep(challenge, { passkey }, newVisitor(), NOON)).toBe('passkey_failed')
    }
    const actions = await actionsAbout(account.id)
    const failures = actions.filter((action) => action === 'authn_login_fail FAILURE')
    expect(failures).toHaveLength(answers.length)
    expect(actions).not.toContain('authn_login_lock FAILURE')
    const right = device.get(options)
    expect(await secondStep(challenge, { passkey: right }, newVisitor(), NOON)).toBeTypeOf('object')
  })
})

describe('a passkey beside a password alone', () => {
  test('asks for nothing more, unless the site requires a second factor', async () => {
    const account = await newAccount()
    const { device } = await withPasskey(account, NOON)
    const credentials = { identifier: account.email, password: PASSWORD }
    expect(await signIn(credentials, newVisitor(), NOON)).toMatchObject({
      value: { challenge: null },
    })
    requireOfEveryone()
    const challenge = await firstStep(credentials, newVisitor(), NOON)
    const code = await secondStep(challenge, { code: '000000' }, newVisitor(), NOON)
    expect(code).toBe('two_factor_invalid')
    // Whoever forgets to ask opens no session either.
    await expect(newSession(account, NOON)).rejects.toThrow('two_factor_expired')
    const passkey = device.get(await asked(account.id, challenge, NOON))
    expect(await secondStep(challenge, { passkey }, newVisitor(), NOON)).toMatchObject({
      method: 'password+passkey',
    })
  })

  test('ends the sessions that were opened without it, where it is required', async () => {
    const account = await newAccount()
    const other = await newSession(account, NOON)
    requireOfEveryone()
    const viewer = await newViewer(account, NOON)
    await addTo(viewer, NOON)
    const { revokedAt } = await prisma().session.findUniqueOrThrow({ where: { id: other.id } })
    expect(revokedAt).toEqual(NOON)
  })

  test('is what a recent proof takes where it is required', async () => {
    const account = await newAccount()
    const { viewer, device } = await withPasskey(account, NOON)
    requireOfEveryone()
    const again = await viewerAgain(viewer.session.id, NOON)
    const byPassword = await confirmPassword(again, { password: PASSWORD }, newVisitor(), NOON)
    expect(byPassword).toEqual(err('passkey_required'))
    const context = { purpose: 'proof', boundTo: viewer.session.id } as const
    const answer = device.get({ challenge: newPasskeyChallenge(context, after(5)) })
    expect(await confirmWithPasskey(again, answer, newVisitor(), after(5))).toEqual(ok('proven'))
  })
})

describe('a passkey as recent proof', () => {
  const answerTo = (sessionId: string, now: Date) => ({
    challenge: newPasskeyChallenge({ purpose: 'proof', boundTo: sessionId }, now),
  })

  test('stands for password and code, in its own session, once', async () => {
    const account = await newAccount()
    const { viewer, device } = await withPasskey(account, NOON)
    const other = await newViewer(account, NOON)
    const answer = device.get(answerTo(viewer.session.id, after(60)))
    const confirm = (as: typeof viewer) => confirmWithPasskey(as, answer, newVisitor(), after(60))
    expect(await confirm(other)).toEqual(err('passkey_failed'))
    expect(await confirm(viewer)).toEqual(ok('proven'))
    expect(await confirm(viewer)).toEqual(err('passkey_failed'))
    const { session } = await viewerAgain(viewer.session.id, after(60))
    expect(session.provedAt).toEqual(after(60))
    expect(await actionsAbout(account.id)).toContain('session_reauthenticated SUCCESS')
  })

  test('that is wrong is counted in its session alone, and mailed to nobody', async () => {
    const { account, viewer, device } = await owner()
    const wrong = device.get(answerTo(viewer.session.id, NOON), { isForged: true })
    const outcomes: unknown[] = []
    for (let tries = 0; tries < 31; tries += 1) {
      outcomes.push(await confirmWithPasskey(viewer, wrong, newVisitor(), NOON))
    }
    expect(outcomes[29]).toEqual(err('passkey_failed'))
    expect(outcomes[30]).toMatchObject({ refusal: { code: 'rate_limited' } })
    expect(
      await prisma().outboxMail.count({
        where: { accountId: account.id, template: 'wrong-codes' },
      }),
    ).toBe(0)
    const challenge = await afterFirstStep(account, NOON)
    expect(await secondStep(challenge, { code: '000000' }, newVisitor(), NOON)).toBe(
      'two_factor_invalid',
    )
    const passkey = device.get(await asked(account.id, challenge, NOON))
    expect(await secondStep(challenge, { passkey }, newVisitor(), NOON)).toBeTypeOf('object')
  })

  test('that was removed proves nothing', async () => {
    const account = await newAccount()
    const { viewer, device } = await withPasskey(account, NOON)
    const answer = device.get(answerTo(viewer.session.id, NOON))
    const [own] = await listOwnPasskeys(viewer)
    await removeOwnPasskey(viewer, { id: own?.id ?? '' }, newVisitor(), NOON)
    expect(await confirmWithPasskey(viewer, answer, newVisitor(), NOON)).toEqual(
      err('passkey_failed'),
    )
  })
})
