import { afterEach, expect, test, vi } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { later, minutes, seconds } from '@/lib/domain/time'
import { changePassword } from '@/lib/services/passwords/change-password'
import { endSession } from '@/lib/services/sessions/sessions'
import { revokeUserSessions } from '@/lib/data/sessions/sessions'
import { BOUND, BoundBrowser } from '../setup/bound-browser'
import { PASSWORD } from '../setup/new-account'
import { newViewer } from '../setup/new-viewer'
import { newVisitor } from '../setup/new-visitor'
import { DeviceKey, encode } from '../../setup/device-key'

afterEach(() => vi.useRealTimers())

/** Lets time pass, for the server's clock alone. */
function pass(milliseconds: number) {
  vi.useFakeTimers({ now: later(new Date(), milliseconds), toFake: ['Date'] })
}

test('a refresh without proof is answered 403, with a challenge that names the session', async () => {
  const browser = await BoundBrowser.bound()
  const answer = await browser.refreshOnce()
  expect(answer.status).toBe(403)
  expect(answer.headers.get('secure-session-challenge')).toMatch(
    new RegExp(`^"[^"]+";id="${browser.id}"$`),
  )
  expect(answer.headers.getSetCookie()).toEqual([])
})

test.each(['ES256', 'RS256'] as const)(
  'each refresh with %s brings another value and challenge',
  async (alg) => {
    const browser = await BoundBrowser.bound(alg)
    const [values, challenges] = [new Set<string>(), new Set<string>()]
    await browser.refresh()
    for (let round = 0; round < 3; round += 1) {
      // From the second on, the browser has the challenge already.
      expect((await browser.refreshOnce()).status).toBe(200)
      values.add(browser.cookies.get(BOUND) ?? '')
      challenges.add(browser.challenge ?? '')
      expect(await browser.state()).toBe('alive')
    }
    expect([values.size, challenges.size]).toEqual([3, 3])
  },
)

test('the value before counts for a few seconds, and then makes the browser refresh', async () => {
  const browser = await BoundBrowser.bound()
  const before = browser.cookies.get(BOUND) ?? ''
  await browser.refresh()
  const after = browser.cookies.get(BOUND) ?? ''
  browser.cookies.set(BOUND, before)
  expect(await browser.state()).toBe('alive')
  pass(seconds(6))
  expect(await browser.state()).toBe('unproven')
  browser.cookies.set(BOUND, after)
  expect(await browser.state()).toBe('alive')
})

test('a value counts for ten minutes', async () => {
  const browser = await BoundBrowser.bound()
  pass(minutes(10) - 2000)
  expect(await browser.state()).toBe('alive')
  pass(seconds(8))
  expect(await browser.state()).toBe('unproven')
  expect((await browser.refresh()).status).toBe(200)
  expect(await browser.state()).toBe('alive')
})

test.each([
  ['before the value expires', 0],
  ['a minute after it has', minutes(11)],
])('fifty refreshes at a time, %s, agree on one value', async (_when, elapsed) => {
  const browser = await BoundBrowser.bound()
  pass(elapsed)
  await browser.refreshOnce()
  const answers = await Promise.all(Array.from({ length: 50 }, () => browser.refreshOnce()))
  const values = answers.map((answer) => answer.headers.getSetCookie()[0]?.split(';')[0])
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  expect(new Set(values).size).toBe(1)
  expect(await browser.state()).toBe('alive')
  expect((await browser.refresh()).status).toBe(200)
})

const REFUSED: Record<string, (browser: BoundBrowser) => string | Promise<string>> = {
  'of another key': ({ challenge }) => new DeviceKey().proof(challenge ?? ''),
  'of another algorithm': ({ challenge }) => new DeviceKey('RS256').proof(challenge ?? ''),
  'of a key that it brings itself': ({ challenge }) =>
    new DeviceKey().registration(challenge ?? ''),
  unsigned: ({ challenge }) =>
    `${encode({ alg: 'none', typ: 'dbsc+jwt' })}.${encode({ jti: challenge })}.`,
  'of another type': ({ key, challenge }) => key.proof(challenge ?? '', { header: { typ: 'jwt' } }),
  'over no challenge of ours': ({ key }) => key.proof('made-up'),
  'over the challenge of the registration': ({ key, offered }) => key.proof(offered),
  'over the challenge of another session': async ({ key }) => {
    const other = await BoundBrowser.bound()
    await other.refreshOnce()
    return key.proof(other.challenge ?? '')
  },
}

test.each(Object.entries(REFUSED))(
  'a proof %s is answered with the challenge, and ends nothing',
  async (_which, make) => {
    const browser = await BoundBrowser.bound()
    await browser.refreshOnce()
    const answer = await browser.refreshOnce(await make(browser))
    expect(answer.status).toBe(403)
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(await browser.state()).toBe('alive')
    expect((await browser.refresh()).status).toBe(200)
  },
)

test('a proof that was used is of no use after a few seconds', async () => {
  const browser = await BoundBrowser.bound()
  await browser.refreshOnce()
  const used = browser.key.proof(browser.challenge ?? '')
  expect((await browser.refreshOnce(used)).status).toBe(200)
  pass(seconds(6))
  const again = await browser.refreshOnce(used)
  expect(again.status).toBe(403)
  expect(again.headers.getSetCookie()).toEqual([])
})

test('a refresh that was overtaken after the value had expired is no refusal', async () => {
  const browser = await BoundBrowser.bound()
  pass(minutes(11))
  await browser.refreshOnce()
  const proof = browser.key.proof(browser.challenge ?? '')
  const [first, overtaken] = [await browser.refreshOnce(proof), await browser.refreshOnce(proof)]
  expect([first.status, overtaken.status]).toEqual([200, 200])
  expect(overtaken.headers.getSetCookie()[0]?.split(';')[0]).toBe(
    first.headers.getSetCookie()[0]?.split(';')[0],
  )
  expect(await browser.state()).toBe('alive')
})

test('an expired value does not count again while a refresh is answered', async () => {
  const browser = await BoundBrowser.bound()
  const expired = browser.cookies.get(BOUND) ?? ''
  pass(minutes(11))
  await browser.refresh()
  browser.cookies.set(BOUND, expired)
  expect(await browser.state()).toBe('unproven')
})

test('a challenge that was signed in advance expires', async () => {
  const browser = await BoundBrowser.bound()
  await browser.refreshOnce()
  const early = browser.key.proof(browser.challenge ?? '')
  pass(minutes(21))
  expect((await browser.refreshOnce(early)).status).toBe(403)
})

test('an answer that was lost is made good by the next refresh', async () => {
  const browser = await BoundBrowser.bound()
  await browser.refreshOnce()
  const cookies = new Map(browser.cookies)
  const { challenge } = browser
  await browser.refreshOnce()
  pass(seconds(30))
  browser.cookies.clear()
  for (const [name, value] of cookies) browser.cookies.set(name, value)
  browser.challenge = challenge
  expect((await browser.refresh()).status).toBe(200)
  expect(await browser.state()).toBe('alive')
})

const OVER: Record<string, (browser: BoundBrowser) => Promise<unknown>> = {
  'a sign-out': ({ sessionId }) =>
    endSession(
      sessionId,
      { reason: 'sign_out', address: '203.0.113.7', userAgent: 'test' },
      new Date(),
    ),
  'the end of every session': ({ account }) => revokeUserSessions(prisma(), account.id, new Date()),
  'a new password on another device': async ({ account }) => {
    const passwords = { currentPassword: PASSWORD, newPassword: 'violet harbour kestrel nine' }
    const changed = await changePassword(
      await newViewer(account, new Date()),
      passwords,
      newVisitor(),
      new Date(),
    )
    expect(changed.ok).toBe(true)
  },
  'its absolute end': async () => {
    pass(minutes(60 * 8) + 1000)
  },
  'an hour without activity, however often it was refreshed': async (browser) => {
    for (let round = 0; round < 6; round += 1) {
      pass(minutes(9))
      expect((await browser.refresh()).status).toBe(200)
    }
    pass(minutes(7))
  },
  'the disabling of its account': async ({ account }) =>
    prisma().user.update({ where: { id: account.id }, data: { disabledAt: new Date() } }),
  'the loss of its session cookie': async ({ cookies }) => cookies.clear(),
}

test.each(Object.entries(OVER))('after %s the browser forgets its key', async (_what, end) => {
  const browser = await BoundBrowser.bound()
  await browser.refreshOnce()
  await end(browser)
  const answer = await browser.refreshOnce()
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({ session_identifier: browser.id, continue: false })
  expect(answer.headers.getSetCookie()).toEqual([])
})

test('a browser that has signed in again forgets the key of the session before', async () => {
  const [before, browser] = [await BoundBrowser.bound(), await BoundBrowser.bound()]
  browser.id = before.id
  const answer = await browser.refreshOnce()
  expect(await answer.json()).toEqual({ session_identifier: before.id, continue: false })
})

test('a refresh neither extends the session nor counts as activity', async () => {
  const browser = await BoundBrowser.bound()
  const read = () =>
    prisma().session.findUniqueOrThrow({
      where: { id: browser.sessionId },
      select: { lastSeenAt: true, idleEndAt: true, absoluteEndAt: true },
    })
  const before = await read()
  pass(minutes(9))
  await browser.refresh()
  expect(await read()).toEqual(before)
})

test('a server clock that steps ahead asks for a refresh, and ends nothing', async () => {
  const browser = await BoundBrowser.bound()
  pass(minutes(30))
  expect(await browser.state()).toBe('unproven')
  browser.cookies.delete(BOUND)
  expect((await browser.refresh()).status).toBe(200)
  expect(await browser.state()).toBe('alive')
})

test('a server clock that steps back ends nothing either', async () => {
  const browser = await BoundBrowser.bound()
  pass(-minutes(5))
  expect(await browser.state()).toBe('alive')
  expect((await browser.refresh()).status).toBe(200)
  expect(await browser.state()).toBe('alive')
})
