import { afterEach, describe, expect, test, vi } from 'vitest'
import { later, minutes } from '@/lib/domain/time'
import { withOneSessionCookie } from '@/lib/auth/session-cookie'
import { Browser } from '../auth/browser'
import { BOUND, BoundBrowser, SESSION } from '../setup/bound-browser'

afterEach(() => vi.useRealTimers())

type Registered = { scope: { scope_specification: { type: string; path: string }[] } }

describe('where browsers are told not to refresh', () => {
  test('no session is read, so none ends there as copied', async () => {
    const browser = await BoundBrowser.signedIn()
    const { scope } = (await (await browser.register()).json()) as Registered
    const sent = browser.headers().get('cookie') ?? ''
    expect(scope.scope_specification.length).toBeGreaterThan(0)
    for (const { path } of scope.scope_specification) {
      for (const one of [path, `${path}/any`]) {
        expect(withOneSessionCookie(sent, one), one).not.toContain(SESSION)
      }
      expect(withOneSessionCookie(sent, `${path}-other`)).toContain(SESSION)
    }
    expect(withOneSessionCookie(sent, '/dashboard')).toContain(SESSION)
  })
})

describe('reading the session by Auth.js’s handler', () => {
  async function asBrowser(bound: BoundBrowser): Promise<Browser> {
    const browser = new Browser()
    for (const [name, value] of bound.cookies) browser.cookies.set(name, value)
    return browser
  }

  test('a browser that could not refresh keeps its session cookie', async () => {
    const bound = await BoundBrowser.bound()
    const browser = await asBrowser(bound)
    browser.cookies.delete(BOUND)
    const skipped = `unreachable;session_identifier="${bound.id}"`
    const answer = await browser.get('session', { 'secure-session-skipped': skipped })
    expect(await answer.json()).toBeNull()
    expect(browser.cookies.has(SESSION)).toBe(true)
  })

  test('a link of another site signs nobody out', async () => {
    const bound = await BoundBrowser.bound()
    const browser = await asBrowser(bound)
    browser.cookies.delete(BOUND)
    await browser.get('session', { 'sec-fetch-site': 'cross-site' })
    expect(browser.cookies.has(SESSION)).toBe(true)
  })

  test('a bound cookie that counts no longer is cleared, and nothing else', async () => {
    const bound = await BoundBrowser.bound()
    const browser = await asBrowser(bound)
    vi.useFakeTimers({ now: later(new Date(), minutes(11)), toFake: ['Date'] })
    expect(await browser.session()).toBeNull()
    expect([browser.cookies.has(SESSION), browser.cookies.has(BOUND)]).toEqual([true, false])
    await bound.refresh()
    browser.cookies.set(BOUND, bound.cookies.get(BOUND) ?? '')
    expect(await browser.session()).toMatchObject({ sessionId: bound.sessionId })
  })

  test('the cookie of an ended session is cleared, as before', async () => {
    const bound = await BoundBrowser.bound()
    const browser = await asBrowser(bound)
    browser.cookies.delete(BOUND)
    expect(await browser.session()).toBeNull()
    expect(browser.cookies.has(SESSION)).toBe(false)
  })
})

describe('a bound cookie planted beside the right one', () => {
  test.each([
    ['before', (right: string) => `${BOUND}=planted; ${right}`],
    ['after', (right: string) => `${right}; ${BOUND}=planted`],
  ])('%s it changes nothing', async (_where, planted) => {
    const browser = await BoundBrowser.bound()
    const sent = browser.headers().get('cookie') ?? ''
    expect(await browser.state({ cookie: planted(sent) })).toBe('alive')
  })

  test('alone it opens nothing', async () => {
    const browser = await BoundBrowser.bound()
    const session = `${SESSION}=${browser.cookies.get(SESSION)}`
    const planted = `${BOUND}=planted; ${BOUND}=${'a'.repeat(43)}`
    expect(await browser.state({ cookie: `${session}; ${planted}` })).toBe('unproven')
  })
})
