import { expect, test } from 'vitest'
import { bindingOffer } from '@/lib/auth/session-binding'
import { env } from '@/lib/env'
import { BOUND, BoundBrowser } from '../setup/bound-browser'

/*
 * What the web-platform-tests of device bound sessions expect of a server, by the names of their files:
 * https://github.com/web-platform-tests/wpt/tree/master/device-bound-session-credentials. They test the
 * browser; each of these is the server that they have it meet. The table of all cases is
 * docs/security/device-bound-sessions.md.
 */

type Instructions = {
  session_identifier: string
  refresh_url: string
  scope: { origin: string; include_site: boolean }
  credentials: { type: string; name: string; attributes: string }[]
}

const instructionsIn = async (answer: Response) => (await answer.json()) as Instructions

/** Those attributes of `Set-Cookie` by which a browser recognizes the cookie. */
function attributesOf(setCookie = ''): string[] {
  const [, ...attributes] = setCookie.split('; ')
  return attributes.filter((one) => !/^(Expires|Max-Age)=/.test(one)).sort()
}

test('create-session: the answer brings the instructions together with their cookie', async () => {
  const browser = await BoundBrowser.signedIn()
  const answer = await browser.register()
  expect(answer.headers.get('content-type')).toBe('application/json')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const { session_identifier: id, refresh_url: path, credentials } = await instructionsIn(answer)
  expect(id).not.toBe('')
  expect(new URL(path, env().AUTH_URL).origin).toBe(new URL(env().AUTH_URL).origin)
  const [cookie] = answer.headers.getSetCookie()
  expect(credentials.map(({ type, name }) => [type, name])).toEqual([['cookie', BOUND]])
  expect(cookie?.startsWith(`${credentials[0]?.name}=`)).toBe(true)
})

test('registration-sends-challenge: the offer has one, and no other is needed', async () => {
  const browser = await BoundBrowser.signedIn()
  const [name, offer] = bindingOffer(browser.sessionId, new Date()) ?? []
  expect(name).toBe('Secure-Session-Registration')
  expect(offer).toMatch(
    /^\(ES256 RS256\);path="\/api\/session-binding\/register";challenge="[\w.-]+"$/,
  )
  expect((await browser.register()).status).toBe(200)
})

test('set-authorization: none is asked for, as the session cookie says who it is', async () => {
  const browser = await BoundBrowser.signedIn()
  const [, offer] = bindingOffer(browser.sessionId, new Date()) ?? []
  expect(offer).not.toContain('authorization')
})

test.each(['registered', 'refreshed'])(
  'credentials-matching, session-cookie-has-no-attributes: the %s cookie has those announced',
  async (what) => {
    const browser = await BoundBrowser.signedIn()
    const registered = await browser.register()
    const answer = what === 'registered' ? registered : await browser.refresh()
    const { credentials } = await instructionsIn(answer)
    const announced = credentials[0]?.attributes.split('; ').sort()
    expect(announced).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax'])
    expect(attributesOf(answer.headers.getSetCookie()[0])).toEqual(announced)
  },
)

test('set-scope-origin, include-site: this origin alone, not the whole site', async () => {
  const browser = await BoundBrowser.signedIn()
  const { scope } = await instructionsIn(await browser.register())
  expect(scope).toMatchObject({ origin: new URL(env().AUTH_URL).origin, include_site: false })
})

test('refresh-replaces-config: a refresh repeats the instructions', async () => {
  const browser = await BoundBrowser.signedIn()
  const registered = await instructionsIn(await browser.register())
  expect(await instructionsIn(await browser.refresh())).toEqual(registered)
})

test('set-early-challenge: a refresh brings the next challenge, for its session', async () => {
  const browser = await BoundBrowser.bound()
  const answer = await browser.refresh()
  expect(answer.headers.get('secure-session-challenge')).toMatch(
    new RegExp(`^"[\\w.-]+";id="${browser.id}"$`),
  )
})

test('refresh-does-not-send-challenge: with a challenge in hand, one request refreshes', async () => {
  const browser = await BoundBrowser.bound()
  await browser.refresh()
  const answer = await browser.refreshOnce()
  expect(answer.status).toBe(200)
  expect(answer.headers.getSetCookie()).toHaveLength(1)
})

test('refresh-with-continue-false, clear-site-data: without its session a binding ends', async () => {
  const browser = await BoundBrowser.bound()
  browser.cookies.clear()
  const answer = await browser.refreshOnce()
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({ session_identifier: browser.id, continue: false })
})

test('not-secure-connection: a browser that will not register goes on as before', async () => {
  const browser = await BoundBrowser.signedIn()
  expect(await browser.state()).toBe('alive')
  expect(browser.cookies.has(BOUND)).toBe(false)
})
