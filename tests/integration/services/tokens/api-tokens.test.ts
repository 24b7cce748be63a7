import { beforeAll, describe, expect, test, vi } from 'vitest'
import { hashToken } from '@/lib/crypto/random-token'
import { prisma } from '@/lib/data/database/prisma'
import { days, later, minutes, seconds } from '@/lib/domain/time'
import { bearerSecret } from '@/lib/domain/tokens/api-token'
import { env } from '@/lib/env'
import { unwrap } from '@/lib/platform/result'
import { signOutAllDevices } from '@/lib/services/admin/admin-users'
import { endAllSessions } from '@/lib/services/admin/operator'
import { changePassword } from '@/lib/services/passwords/change-password'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { signOutEverywhere, signOutOtherDevices } from '@/lib/services/sessions/devices'
import { createToken, listTokens, revokeToken } from '@/lib/services/tokens/api-tokens'
import { checkToken } from '@/lib/services/tokens/check-token'
import { exportData } from '@/lib/services/account/export-data'
import type { ProvenViewer } from '@/lib/services/viewer'
import { mailedToken } from '../../setup/mailed-token'
import { newAccount, PASSWORD } from '../../setup/new-account'
import { newAdministrator } from '../../setup/new-administrator'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'
import { eventsAbout } from '../../setup/recorded-events'

const NOON = new Date('2026-03-01T12:00:00Z')
const INPUT = { name: 'Backup script', scope: 'read', expires: '30' } as const

beforeAll(() => {
  vi.stubEnv('SIGN_IN_IP_PER_MINUTE', '5')
  expect(env().SIGN_IN_IP_PER_MINUTE).toBe(5)
})

async function withToken(input: Parameters<typeof createToken>[1] = INPUT) {
  const account = await newAccount()
  const viewer = await newViewer(account, NOON)
  return { account, viewer, secret: await newSecret(viewer, input) }
}

async function newSecret(viewer: ProvenViewer, input: Parameters<typeof createToken>[1] = INPUT) {
  const token = unwrap(await createToken(viewer, input, newVisitor(), NOON))
  return bearerSecret(`Bearer ${token}`) ?? ''
}

const check = (secret: string | null, now = NOON) => checkToken(secret, newVisitor(), now)
const isAlive = async (secret: string, now = NOON) => (await check(secret, now)).ok

describe('an access token', () => {
  test('stands for its user with its scope, and only its hash is stored', async () => {
    const { account, secret } = await withToken()
    expect(await check(secret)).toMatchObject({
      ok: true,
      value: { scope: 'read', user: { id: account.id, role: 'USER' } },
    })
    const [stored] = await prisma().$queryRaw<{ row: string }[]>`
      SELECT t::text AS row FROM api_tokens t WHERE "userId" = ${account.id}::uuid`
    expect(stored?.row).toContain(hashToken(secret))
    expect(stored?.row).not.toContain(secret)
  })

  test('is valid until it expires, and says so to nobody else', async () => {
    const { secret } = await withToken()
    expect(await isAlive(secret, later(NOON, days(30) - 1))).toBe(true)
    const expired = await check(secret, later(NOON, days(30)))
    const unknown = await check('x'.repeat(43))
    expect(expired).toEqual({ ok: false, refusal: { code: 'access_token_invalid' } })
    expect(unknown).toEqual(expired)
  })

  test('shows its owner when it was last used, to the minute', async () => {
    const { viewer, secret } = await withToken()
    const lastUsed = async () => (await listTokens(viewer, NOON))[0]?.lastUsedAt
    expect(await lastUsed()).toBeNull()
    await Promise.all([check(secret), check(secret, later(NOON, seconds(59)))])
    const first = await lastUsed()
    await check(secret, later(NOON, minutes(3)))
    expect(await lastUsed()).toEqual(later(NOON, minutes(3)))
    expect(first?.getTime()).toBeLessThan(later(NOON, minutes(1)).getTime())
  })

  test('is refused while its user may not sign in, and works again afterwards', async () => {
    const { account, secret } = await withToken()
    const disable = (disabledAt: Date | null) =>
      prisma().user.update({ where: { id: account.id }, data: { disabledAt } })
    await disable(NOON)
    expect(await isAlive(secret)).toBe(false)
    await disable(null)
    expect(await isAlive(secret)).toBe(true)
  })

  test('is revoked by its owner, and by nobody else', async () => {
    const { account, viewer, secret } = await withToken()
    const [token] = await listTokens(viewer, NOON)
    const stranger = await newViewer(await newAccount(), NOON)
    await revokeToken(stranger, token?.id ?? '', newVisitor(), NOON)
    expect(await isAlive(secret)).toBe(true)
    await revokeToken(viewer, token?.id ?? '', newVisitor(), NOON)
    await revokeToken(viewer, token?.id ?? '', newVisitor(), NOON)
    expect(await isAlive(secret)).toBe(false)
    expect(await listTokens(viewer, NOON)).toEqual([])
    const events = await eventsAbout(account.id)
    expect(events.filter(({ action }) => action.startsWith('authn_token_'))).toMatchObject([
      { action: 'authn_token_created', details: { purpose: 'api_token', scope: 'read' } },
      { action: 'authn_token_revoked', details: { scope: 'read' } },
    ])
  })

  test('is in the data of its owner, without its hash', async () => {
    const { viewer, secret } = await withToken()
    const exported = unwrap(await exportData(viewer, newVisitor(), NOON))
    expect(exported.accessTokens).toMatchObject([{ name: 'Backup script', scope: 'read' }])
    expect(JSON.stringify(exported)).not.toContain(hashToken(secret))
  })
})

describe('whatever ends sessions ends tokens', () => {
  const ways: [string, (given: Awaited<ReturnType<typeof withToken>>) => Promise<unknown>][] = [
    ['signing out everywhere', ({ viewer }) => signOutEverywhere(viewer, newVisitor(), NOON)],
    ['signing out other devices', ({ viewer }) => signOutOtherDevices(viewer, newVisitor(), NOON)],
    [
      'a changed password',
      ({ viewer }) => {
        const input = { currentPassword: PASSWORD, newPassword: 'copper kettle midnight' }
        return changePassword(viewer, input, newVisitor(), NOON)
      },
    ],
    [
      'a reset password',
      async ({ account: { email } }) => {
        await requestPasswordReset({ email }, newVisitor(), NOON)
        const input = { token: await mailedToken(email), password: 'copper kettle midnight' }
        return resetPassword(input, newVisitor(), NOON)
      },
    ],
    [
      'an administrator who signs the user out',
      async ({ account }) => {
        const { viewer } = await newAdministrator(NOON)
        return signOutAllDevices({ viewer, request: newVisitor() }, account.id, NOON)
      },
    ],
    ['an operator who signs everybody out', () => endAllSessions(NOON)],
  ]
  test.each(ways)('%s', async (_way, end) => {
    const given = await withToken()
    expect(await isAlive(given.secret)).toBe(true)
    await end(given)
    expect(await isAlive(given.secret)).toBe(false)
  })
})

describe('whoever holds the token of an account that may not sign in', () => {
  test.each([
    ['is disabled', { disabledAt: NOON }, 'account_disabled'],
    ['is not confirmed', { emailVerifiedAt: null }, 'email_unconfirmed'],
  ] as const)('is told that it %s', async (_what, data, code) => {
    const { account, secret } = await withToken()
    await prisma().user.update({ where: { id: account.id }, data })
    expect(await check(secret)).toEqual({ ok: false, refusal: { code } })
  })

  test('is told nothing once the token has ended', async () => {
    const { account, viewer, secret } = await withToken()
    await signOutEverywhere(viewer, newVisitor(), NOON)
    await prisma().user.update({ where: { id: account.id }, data: { disabledAt: NOON } })
    expect(await check(secret)).toEqual({ ok: false, refusal: { code: 'access_token_invalid' } })
  })
})

describe('limits', () => {
  test('refused tokens count against the address like sign-ins; valid ones go on', async () => {
    const { secret } = await withToken()
    const from = newVisitor()
    const codes = []
    for (let tries = 0; tries < 7; tries += 1) {
      const refused = await checkToken('y'.repeat(43), from, NOON)
      codes.push(refused.ok ? 'ok' : refused.refusal.code)
    }
    expect(codes).toEqual([
      ...Array.from({ length: 5 }, () => 'access_token_invalid'),
      ...['rate_limited', 'rate_limited'],
    ])
    expect((await checkToken(secret, from, NOON)).ok).toBe(true)
    const recorded = await prisma().auditEvent.count({
      where: { action: 'authn_login_fail', details: { path: ['reason'], equals: 'unknown_token' } },
    })
    expect(recorded).toBeGreaterThanOrEqual(5)
  })

  test('a user creates as many as others may ask for in an hour', async () => {
    const { viewer } = await withToken()
    for (let more = 0; more < 4; more += 1) await newSecret(viewer)
    const refused = await createToken(viewer, INPUT, newVisitor(), NOON)
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'rate_limited' } })
  })

  test('and has fifty at most, however many are asked for at once', async () => {
    const { account, viewer } = await withToken()
    const row = { userId: account.id, name: 'x', scope: 'read', createdAt: NOON } as const
    await prisma().apiToken.createMany({
      data: Array.from({ length: 48 }, (_value, index) => ({
        ...{ ...row, hash: `${account.id}-${index}`, expiresAt: later(NOON, 1) },
      })),
    })
    const asked = await Promise.all(
      [1, 2, 3].map(() => createToken(viewer, INPUT, newVisitor(), NOON)),
    )
    expect(asked.filter(({ ok }) => ok)).toHaveLength(1)
    expect(asked.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'token_limit' } })
  })
})

describe('a token requested while its session ends', () => {
  test.each([
    ['other devices are signed out', signOutOtherDevices],
    ['everything is signed out', signOutEverywhere],
  ] as const)('is refused when %s first', async (_what, end) => {
    const account = await newAccount()
    const [thief, owner] = [await newViewer(account, NOON), await newViewer(account, NOON)]
    await end(owner, newVisitor(), NOON)
    expect(await createToken(thief, INPUT, newVisitor(), NOON)).toMatchObject({
      refusal: { code: 'session_expired' },
    })
  })

  test('never outlives it, however the two race', async () => {
    const account = await newAccount()
    const [thief, owner] = [await newViewer(account, NOON), await newViewer(account, NOON)]
    const create = () => createToken(thief, INPUT, newVisitor(), NOON)
    const answers = await Promise.all([
      ...[create(), create(), create()],
      signOutOtherDevices(owner, newVisitor(), NOON),
      ...[create(), create(), create()],
    ])
    const secrets = answers.flatMap((answer) =>
      typeof answer === 'object' && answer.ok ? bearerSecret(`Bearer ${answer.value}`) : [],
    )
    for (const secret of secrets) {
      expect((await checkToken(secret, newVisitor(), NOON)).ok).toBe(false)
    }
    expect(await listTokens(owner, NOON)).toEqual([])
  })

  test('is refused when the account was deleted', async () => {
    const account = await newAccount()
    const viewer = await newViewer(account, NOON)
    await prisma().user.delete({ where: { id: account.id } })
    expect(await createToken(viewer, INPUT, newVisitor(), NOON)).toMatchObject({
      refusal: { code: 'session_expired' },
    })
  })
})
