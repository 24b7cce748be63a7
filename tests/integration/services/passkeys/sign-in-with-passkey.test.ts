import { describe, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { newPasskeyChallenge } from '@/lib/services/passkeys/challenges'
import { requestOptions } from '@/lib/services/passkeys/options'
import { listOwnPasskeys, removeOwnPasskey } from '@/lib/services/passkeys/manage'
import { userHandleOf } from '@/lib/services/passkeys/relying-party'
import { newAccount } from '../../setup/new-account'
import { newVisitor } from '../../setup/new-visitor'
import { askedToSignIn, SIGN_IN, signInBy, withPasskey } from '../../setup/passkeys'
import { actionsAbout } from '../../setup/recorded-events'
import { SyntheticAuthenticator } from '../../setup/synthetic-authenticator'
import { withTwoFactor } from '../../setup/two-factor'

const NOON = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number) => new Date(NOON.getTime() + seconds * 1000)

async function owner(overrides = {}) {
  const account = await newAccount()
  const { viewer, device } = await withPasskey(account, NOON)
  await prisma().user.updateMany({ where: { id: account.id }, data: overrides })
  return { account, viewer, device }
}

const mailsTo = async (accountId: string) =>
  (await prisma().outboxMail.findMany({ where: { accountId }, orderBy: { id: 'asc' } })).map(
    ({ template }) => template,
  )
const sessionsOf = (userId: string) => prisma().session.count({ where: { userId } })

describe('a passkey', () => {
  test('signs in without a name, and says where it was used', async () => {
    const { account, viewer, device } = await owner()
    const visitor = newVisitor()
    const session = await signInBy(device.get(askedToSignIn(after(60))), visitor, after(60))
    expect(session).toMatchObject({ method: 'passkey', provedAt: after(60) })
    expect(await listOwnPasskeys(viewer)).toEqual([
      expect.objectContaining({ lastUsedAt: after(60), address: visitor.address }),
    ])
    expect(await actionsAbout(account.id)).toContain('authn_login_success SUCCESS')
    // From a browser that had not signed in before.
    expect(await mailsTo(account.id)).toContain('new-sign-in')
  })

  test('stands for both factors of an account with two-factor', async () => {
    const { account, device } = await owner()
    await withTwoFactor(account, after(240))
    const answer = device.get(askedToSignIn(after(300)))
    expect(await signInBy(answer, newVisitor(), after(300))).toMatchObject({ method: 'passkey' })
  })

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://localhost:4000' }],
    ['another site’s id', { rpId: 'evil.example' }],
    ['no user verification', { isVerified: false }],
    ['no user presence', { isPresent: false }],
    ['another ceremony', { type: 'webauthn.create' }],
    ['another site’s frame', { crossOrigin: true }],
    ['a word about frames', { crossOrigin: 'true' }],
    ['a page around it', { topOrigin: 'https://evil.example' }],
    ['a challenge not made here', { challenge: 'A'.repeat(43) }],
    ['another key', { isForged: true }],
    ['no owner', { userHandle: null }],
    ['another owner', { userHandle: userHandleOf('00000000-0000-7000-8000-000000000000') }],
  ])('with %s signs nobody in', async (_name, faults) => {
    const { account, device } = await owner()
    const before = await sessionsOf(account.id)
    const answer = device.get(askedToSignIn(NOON), faults)
    expect(await signInBy(answer, newVisitor(), NOON)).toBe('passkey_failed')
    expect(await sessionsOf(account.id)).toBe(before)
    expect(await actionsAbout(account.id)).toContain('authn_login_fail FAILURE')
    expect(await signInBy(device.get(askedToSignIn(NOON)), newVisitor(), NOON)).toBeTypeOf('object')
  })

  test('with a late challenge, of another browser or for something else signs nobody in', async () => {
    const { device } = await owner()
    const options = askedToSignIn(NOON)
    expect(await signInBy(device.get(options), newVisitor(), after(300))).toBe('passkey_failed')
    const stolen = signInBy(device.get(options), newVisitor(), NOON, 'another browser')
    expect(await stolen).toBe('passkey_failed')
    for (const purpose of ['second-step', 'proof', 'registration'] as const) {
      const challenge = newPasskeyChallenge({ ...SIGN_IN, purpose }, NOON)
      const answer = device.get({ ...options, challenge })
      expect(await signInBy(answer, newVisitor(), NOON), purpose).toBe('passkey_failed')
    }
  })

  test('answers a challenge once, also fifty times at once', async () => {
    const { account, device } = await owner()
    const before = await sessionsOf(account.id)
    const options = askedToSignIn(NOON)
    const answer = device.get(options)
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => signInBy(answer, newVisitor(), NOON)),
    )
    expect(outcomes.filter((one) => typeof one === 'object')).toHaveLength(1)
    expect(outcomes.filter((one) => one === 'passkey_failed')).toHaveLength(49)
    expect(await signInBy(device.get(options), newVisitor(), NOON)).toBe('passkey_failed')
    expect(await sessionsOf(account.id)).toBe(before + 1)
  }, 60_000)

  test('that has counted back is refused, and its owner told', async () => {
    const { account, device } = await owner()
    const use = (counter: number) =>
      signInBy(device.get(askedToSignIn(NOON), { counter }), newVisitor(), NOON)
    expect(await use(5)).toBeTypeOf('object')
    for (const counter of [5, 4, 0]) expect(await use(counter)).toBe('passkey_failed')
    expect(await actionsAbout(account.id)).toContain('passkey_cloned FAILURE')
    expect(await mailsTo(account.id)).toContain('passkey-copied')
    expect(await use(6)).toBeTypeOf('object')
  })

  test('whose answer is sent twice has no copy', async () => {
    const { account, device } = await owner()
    const answer = device.get(askedToSignIn(NOON))
    expect(await signInBy(answer, newVisitor(), NOON)).toBeTypeOf('object')
    expect(await signInBy(answer, newVisitor(), NOON)).toBe('passkey_failed')
    expect(await actionsAbout(account.id)).not.toContain('passkey_cloned FAILURE')
    expect(await mailsTo(account.id)).not.toContain('passkey-copied')
  })

  test('with a copy is told of once for each answer', async () => {
    const { account, device } = await owner()
    const use = (answer: ReturnType<typeof device.get>) => signInBy(answer, newVisitor(), NOON)
    expect(await use(device.get(askedToSignIn(NOON), { counter: 5 }))).toBeTypeOf('object')
    const behind = device.get(askedToSignIn(NOON), { counter: 4 })
    for (let times = 0; times < 3; times += 1) expect(await use(behind)).toBe('passkey_failed')
    const told = (await actionsAbout(account.id)).filter((one) => one === 'passkey_cloned FAILURE')
    expect(told).toHaveLength(1)
  })

  test('that does not count is used again and again', async () => {
    const account = await newAccount()
    const { device } = await withPasskey(account, NOON)
    await prisma().passkey.updateMany({ where: { userId: account.id }, data: { counter: 0 } })
    for (let use = 0; use < 3; use += 1) {
      const answer = device.get(askedToSignIn(NOON), { counter: 0 })
      expect(await signInBy(answer, newVisitor(), NOON)).toBeTypeOf('object')
    }
  })

  test('that was removed, or that nobody has, is not known', async () => {
    const { viewer, device } = await owner()
    const [own] = await listOwnPasskeys(viewer)
    await removeOwnPasskey(viewer, { id: own?.id ?? '' }, newVisitor(), NOON)
    for (const one of [device, new SyntheticAuthenticator()]) {
      const answer = one.get(askedToSignIn(NOON))
      expect(await signInBy(answer, newVisitor(), NOON)).toBe('passkey_unknown')
    }
  })

  test.each([
    ['disabled', { disabledAt: NOON }, 'account_disabled', []],
    ['unverified', { emailVerifiedAt: null }, 'email_not_verified', ['confirm-email']],
    [
      'secured',
      { passwordHash: null, signInRestartedAt: NOON },
      'password_reset_required',
      ['reset-password'],
    ],
  ])('of a %s account signs nobody in, and says why once', async (_name, state, code, mails) => {
    const { account, device } = await owner(state)
    const answer = device.get(askedToSignIn(NOON))
    expect(await signInBy(answer, newVisitor(), NOON)).toBe(code)
    expect(await signInBy(answer, newVisitor(), NOON)).toBe('passkey_failed')
    expect((await mailsTo(account.id)).slice(1)).toEqual(mails)
    const wrong = device.get(askedToSignIn(NOON), { isForged: true })
    expect(await signInBy(wrong, newVisitor(), NOON)).toBe('passkey_failed')
  })

  test('is counted by address, as passwords are', async () => {
    const visitor = newVisitor()
    const device = new SyntheticAuthenticator()
    const outcomes: unknown[] = []
    for (let tries = 0; tries < 31; tries += 1) {
      outcomes.push(await signInBy(device.get(requestOptions(SIGN_IN, NOON)), visitor, NOON))
    }
    expect(outcomes.slice(29)).toEqual(['passkey_unknown', 'rate_limited'])
  })
})
