import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { pool } from '@/lib/data/database/pool'
import { prisma } from '@/lib/data/database/prisma'
import { findOpenSession } from '@/lib/data/sessions/open-sessions'
import { SessionCache, sessionCache, sessionCacheKey } from '@/lib/data/sessions/session-cache'
import { SessionNotifications } from '@/lib/data/sessions/session-notifications'
import { later, seconds } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'
import { BOUND, BoundBrowser, SESSION } from '../setup/bound-browser'
import { newSession } from '../setup/new-session'
import { eventsAbout } from '../setup/recorded-events'
import { PATIENTLY } from '../../setup/patiently'

afterEach(() => {
  vi.useRealTimers()
  Object.assign(env(), { SESSION_BINDING: 'on' })
})

const pass = (milliseconds: number) =>
  vi.useFakeTimers({ now: later(new Date(), milliseconds), toFake: ['Date'] })

const rowOf = ({ sessionId }: BoundBrowser) =>
  prisma().session.findUniqueOrThrow({ where: { id: sessionId } })

const mailsTo = (to: string) =>
  prisma().outboxMail.findMany({ where: { to, template: 'session-copied' } })

test('a copied session cookie is refused at once, and ends the session everywhere', async () => {
  const browser = await BoundBrowser.bound()
  expect(await browser.copy(SESSION).state()).toBe('dead')
  expect((await rowOf(browser)).copiedAt).not.toBeNull()
  expect(await browser.state()).toBe('dead')
  expect(await (await browser.refreshOnce()).json()).toMatchObject({ continue: false })
})

test('of a copied cookie one event tells with both addresses, and one mail', async () => {
  const browser = await BoundBrowser.bound()
  const thief = browser.copy(SESSION)
  await Promise.all(Array.from({ length: 20 }, () => thief.state()))
  const { id, email } = browser.account
  const events = await eventsAbout(id)
  const [copied, ...more] = events.filter(({ action }) => action === 'session_cookie_copied')
  expect(more).toEqual([])
  expect(copied).toMatchObject({ result: 'FAILURE', actorId: null, address: '198.51.100.9' })
  expect(
    await prisma().auditNote.findUnique({ where: { eventId: copied?.id ?? '' } }),
  ).toMatchObject({ text: 'Signed in from 203.0.113.7, used from 198.51.100.9.' })
  expect(events.at(-1)).toMatchObject({
    ...{ action: 'session_ended', details: { reason: 'copied' }, address: '203.0.113.7' },
  })
  const mails = await mailsTo(email)
  expect(mails.map(({ data }) => data)).toEqual([
    expect.objectContaining({ address: '203.0.113.7', usedFrom: '198.51.100.9' }),
  ])
})

test('the next sign-in tells its owner once', async () => {
  const browser = await BoundBrowser.bound()
  const before = await newSession(browser.account, new Date())
  await browser.copy(SESSION).state()
  const next = await newSession(browser.account, new Date())
  const later = await newSession(browser.account, new Date())
  expect([before, next, later].map(({ tellsOfCopy }) => tellsOfCopy)).toEqual([false, true, false])
})

test('a copy of both cookies is worth something until the browser refreshes', async () => {
  const browser = await BoundBrowser.bound()
  const thief = browser.copy(SESSION, BOUND)
  expect(await thief.state()).toBe('alive')
  await browser.refresh()
  pass(seconds(6))
  expect(await thief.state()).toBe('unproven')
  expect(await browser.state()).toBe('alive')
})

test('the bound cookie of another session is refused', async () => {
  const [browser, other] = [await BoundBrowser.bound(), await BoundBrowser.bound()]
  browser.cookies.set(BOUND, other.cookies.get(BOUND) ?? '')
  expect(await browser.state()).toBe('unproven')
  for (const value of ['', 'x', 'a'.repeat(43), '%00', 'x'.repeat(4000)]) {
    browser.cookies.set(BOUND, value)
    expect(await browser.state(), value).toBe('unproven')
  }
})

test('another session’s cookies are of no use with a bound cookie', async () => {
  const [browser, other] = [await BoundBrowser.bound(), await BoundBrowser.signedIn()]
  browser.cookies.set(SESSION, other.cookies.get(SESSION) ?? '')
  expect(await browser.state()).toBe('alive')
  expect((await browser.refreshOnce()).status).toBe(200)
})

test.each(['unreachable', 'server_error', 'quota_exceeded'])(
  'a browser that could not refresh (%s) is asked to sign in, no more',
  async (reason) => {
    const browser = await BoundBrowser.bound()
    pass(seconds(606))
    browser.cookies.delete(BOUND)
    const skipped = `${reason};session_identifier="${browser.id}"`
    expect(await browser.state({ 'secure-session-skipped': skipped })).toBe('unproven')
    expect((await browser.refresh()).status).toBe(200)
    expect(await browser.state()).toBe('alive')
  },
)

test('naming a binding takes more than the session cookie', async () => {
  const browser = await BoundBrowser.bound()
  const skipped = 'unreachable;session_identifier="made-up"'
  expect(await browser.copy(SESSION).state({ 'secure-session-skipped': skipped })).toBe('dead')
})

test.each(['cross-site', 'same-site'])(
  'a %s link, for which browsers do not refresh, ends nothing',
  async (site) => {
    const browser = await BoundBrowser.bound()
    pass(seconds(606))
    browser.cookies.delete(BOUND)
    expect(await browser.state({ 'sec-fetch-site': site })).toBe('unproven')
    await browser.refresh()
    expect(await browser.state({ 'sec-fetch-site': site })).toBe('alive')
  },
)

test('a browser that never showed the bound cookie may not have received it: no alarm', async () => {
  const browser = await BoundBrowser.signedIn()
  await browser.register()
  pass(seconds(6))
  expect(await browser.copy(SESSION).state()).toBe('unproven')
  expect(await mailsTo(browser.account.email)).toEqual([])
})

test('the browser that signed in may have lost its key: no alarm, but nothing opens', async () => {
  const browser = await BoundBrowser.bound()
  pass(seconds(606))
  browser.cookies.delete(BOUND)
  expect(await browser.state()).toBe('unproven')
  expect((await rowOf(browser)).copiedAt).toBeNull()
  expect(await mailsTo(browser.account.email)).toEqual([])
})

test('a browser that loses its key after it has moved and been updated: no alarm', async () => {
  const browser = await BoundBrowser.bound()
  const signedInFrom = browser.shows
  browser.shows = { 'user-agent': 'updated', [INTERNAL_HEADERS.address]: '198.51.100.77' }
  pass(seconds(606))
  // The server answers this refresh, and the answer is lost.
  const cookies = new Map(browser.cookies)
  expect((await browser.refresh()).status).toBe(200)
  browser.cookies.clear()
  for (const [name, value] of cookies) browser.cookies.set(name, value)
  browser.cookies.delete(BOUND)
  expect(await browser.state()).toBe('unproven')
  expect(await browser.state(signedInFrom)).toBe('unproven')
  expect(await mailsTo(browser.account.email)).toEqual([])
  expect(await browser.copy(SESSION).state()).toBe('dead')
  expect(await mailsTo(browser.account.email)).toHaveLength(1)
})

test.each([
  ['at its address', { 'user-agent': 'curl/8' }],
  ['by its name', { [INTERNAL_HEADERS.address]: '198.51.100.9' }],
])('another browser %s is a copy', async (_how, elsewhere) => {
  const browser = await BoundBrowser.bound()
  browser.cookies.delete(BOUND)
  expect(await browser.state(elsewhere)).toBe('dead')
  expect(await mailsTo(browser.account.email)).toHaveLength(1)
})

test('where bindings are switched off, bound sessions go on without, also afterwards', async () => {
  const browser = await BoundBrowser.bound()
  Object.assign(env(), { SESSION_BINDING: 'off' })
  expect(await browser.copy(SESSION).state()).toBe('alive')
  expect(browser.offered).toBe('')
  expect(await (await browser.refreshOnce()).json()).toMatchObject({ continue: false })
  Object.assign(env(), { SESSION_BINDING: 'on' })
  browser.cookies.delete(BOUND)
  expect(await browser.state()).toBe('alive')
})

test('where bindings are switched off, nobody registers', async () => {
  const browser = await BoundBrowser.signedIn()
  const proof = browser.key.registration(browser.offered)
  Object.assign(env(), { SESSION_BINDING: 'off' })
  expect((await browser.register(proof)).status).toBe(403)
})

test('a change of browser, address or network alone ends nothing', async () => {
  const browser = await BoundBrowser.bound()
  const moved = { 'user-agent': 'updated', [INTERNAL_HEADERS.address]: '198.51.100.77' }
  expect(await browser.state(moved)).toBe('alive')
})

/** Another process: what it remembers, and its listener. */
const other = new SessionCache()
let listeners: SessionNotifications[] = []

beforeEach(async () => {
  listeners = [new SessionNotifications(), new SessionNotifications({}, other)]
  await Promise.all(listeners.map((listener) => listener.start()))
  await vi.waitFor(
    () => expect([sessionCache().isEnabled, other.isEnabled]).toEqual([true, true]),
    PATIENTLY,
  )
  return () => Promise.all(listeners.map((listener) => listener.stop()))
})

const remember = async (id: string) => {
  const found = await findOpenSession(id, new Date())
  if (found) other.set(found, other.startLookup())
}

test('other processes forget what they remember of a session that is bound or refreshed', async () => {
  const browser = await BoundBrowser.signedIn()
  await remember(browser.sessionId)
  expect(other.get(browser.sessionId)?.boundAt).toBeNull()
  await browser.register()
  await vi.waitFor(() => expect(other.get(browser.sessionId)).toBeUndefined(), PATIENTLY)
  await browser.state()
  await remember(browser.sessionId)
  await browser.refresh()
  await vi.waitFor(() => expect(other.get(browser.sessionId)).toBeUndefined(), PATIENTLY)
})

test('a process that still remembers the value before honors the new one', async () => {
  const browser = await BoundBrowser.bound()
  await browser.state()
  const before = await findOpenSession(browser.sessionId, new Date())
  if (!before) throw new Error('the session should be open')
  await browser.refresh()
  await vi.waitFor(() => {
    sessionCache().set(before, sessionCache().startLookup())
    expect(sessionCache().get(browser.sessionId)?.boundHash).toBe(before.boundHash)
  }, PATIENTLY)
  expect(await browser.state()).toBe('alive')
})

test('in steady state a bound session is checked without a query', async () => {
  const browser = await BoundBrowser.bound()
  await vi.waitFor(async () => {
    await browser.state()
    expect(sessionCache().get(browser.sessionId)).toBeDefined()
  }, PATIENTLY)
  const query = vi.spyOn(pool(), 'query')
  onTestFinished(() => query.mockRestore())
  for (let request = 0; request < 20; request += 1) expect(await browser.state()).toBe('alive')
  expect(query).not.toHaveBeenCalled()
  sessionCache().sessionChanged(sessionCacheKey(browser.sessionId))
  expect(await browser.state()).toBe('alive')
  expect(query).toHaveBeenCalledOnce()
})
