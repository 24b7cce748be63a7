import { parseUrl } from '@/lib/domain/parse-url'
import { type NextRequest, NextResponse } from 'next/server'
import { readCookies } from '@/lib/auth/auth-request'
import { httpConfig } from '@/app/http.config'
import { themeCookieName } from '@/lib/auth/cookies'
import { contentSecurityPolicy } from '@/lib/http/content-security-policy'
import { readHttpConfig } from '@/lib/http/path-rules'
import { mailedLinkRedirect } from '@/lib/auth/mailed-link'
import { hasEndedAsCopied, recordActivity } from '@/lib/auth/live-session'
import { reloadPage, unavailablePage } from '@/lib/auth/plain-page'
import { clearedBoundCookie } from '@/lib/auth/bound-cookie'
import { isFromElsewhere } from '@/lib/auth/session-request'
import { setCookie } from '@/lib/auth/set-cookie'
import { landingPath } from '@/lib/auth/landing-path'
import { sessionStateOf, type SessionState } from '@/lib/auth/session-token'
import { safeRedirectPath, signInPath } from '@/lib/domain/site/redirects'
import { audienceOf } from '@/lib/domain/site/routes'
import { themeOf, themeToCheck, withoutThemeCheck } from '@/lib/domain/site/theme'
import { env } from '@/lib/env'
import { sentenceFor, type ErrorCode } from '@/lib/platform/errors'
import { traced } from '@/lib/platform/tracing'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'

/**
 * A convenience and not a security boundary: early redirects, the page's security policy, and recording
 * activity. Every protected page, action and handler checks access itself.
 *
 * It runs on the Node.js runtime because it checks the session in the database like everything else.
 * The matcher uses only the path, because a header condition could be bypassed by sending that header.
 */
export const config = {
  runtime: 'nodejs',
  matcher: ['/((?!api/|_next/static/|favicon\\.|icon\\.|plain\\.css|robots\\.txt|fonts/).*)'],
}

const rules = readHttpConfig(httpConfig)

export default async function middleware(request: NextRequest): Promise<Response> {
  return (await tracedDecision(request)).response
}

const tracedDecision = traced('middleware', decide)

async function decide(request: NextRequest) {
  const state = await sessionStateOf(request.headers)
  const session = state.is
  const early =
    mailedLinkRedirect(request) ??
    reloadForProof(request, state) ??
    (await redirectByState(request, state)) ??
    keptThemeRedirect(request)
  if (early) return { session, response: forgetStale(early, state) }
  if (state.is === 'alive' && request.headers.has(INTERNAL_HEADERS.activity)) {
    await recordActivity(state.session, new Date())
  }
  const headers = new Headers(request.headers)
  headers.set(INTERNAL_HEADERS.session, session) // optional part: inspector
  return { session, response: forgetStale(page(request, headers), state) }
}

/**
 * Browsers do not refresh a bound session for a request that another site caused, such as a link in a
 * mail. So that page asks for itself again, which is a request of this site.
 */
function reloadForProof({ method, headers }: NextRequest, state: SessionState): Response | null {
  const isDocument = method === 'GET' && headers.get('sec-fetch-mode') === 'navigate'
  if (state.is !== 'unproven' || !isDocument || !isFromElsewhere(headers)) return null
  return reloadPage()
}

/** The browser refreshes once it has forgotten a bound cookie that counts no longer. */
function forgetStale(response: Response, state: SessionState): Response {
  if (state.is === 'unproven' && state.why === 'stale') setCookie(response, clearedBoundCookie())
  return response
}

async function redirectByState(
  request: NextRequest,
  state: SessionState,
): Promise<Response | null> {
  const audience = audienceOf(request.nextUrl.pathname)
  if (audience === 'signed-in') {
    if (state.is === 'unavailable') return unavailablePage('database')
    if (state.is !== 'alive') return toSignIn(request, state)
  }
  if (audience === 'signed-out' && state.is === 'alive' && request.method !== 'POST') {
    const requested = request.nextUrl.searchParams.get('callbackUrl')
    return redirectTo(safeRedirectPath(requested, landingPath(state.session.user.role)))
  }
  return null
}

/**
 * A page request is redirected. A data request from the router of an open page is refused instead,
 * which makes the router load the document and discard its cache. A form is refused too, so that the
 * page and what was typed stay; without JavaScript it is redirected with a 303, which posts nothing.
 */
async function toSignIn(request: NextRequest, state: SessionState): Promise<Response> {
  const { pathname, search } = request.nextUrl
  const isForm = request.method === 'POST'
  const hasExpired = isForm || state.is === 'dead' || state.is === 'unproven'
  const code = hasExpired
    ? await codeOfEnd(state)
    : keptNoCookie(request)
      ? 'cookies_blocked'
      : undefined
  const path = signInPath(`${pathname}${search}`, code)
  if (isForm && request.headers.has('next-action')) return expiredAction()
  if (request.headers.has(INTERNAL_HEADERS.rsc)) {
    return new Response(null, { status: 401, headers: { 'Cache-Control': 'no-store' } })
  }
  return redirectTo(path, isForm ? 303 : 307)
}

/** Why the session is over; what ends most of them is that they expire. */
async function codeOfEnd(state: SessionState): Promise<ErrorCode> {
  const sessionId = state.is === 'dead' ? state.sessionId : undefined
  const wasCopied = sessionId !== undefined && (await hasEndedAsCopied(sessionId))
  return wasCopied ? 'session_copied' : 'session_expired'
}

/** The browser has kept the theme: its address need not ask any more. */
function keptThemeRedirect({ method, nextUrl, cookies }: NextRequest): Response | null {
  const path = `${nextUrl.pathname}${nextUrl.search}`
  const chosen = themeToCheck(path)
  if (method !== 'GET' || chosen === null) return null
  const kept = themeOf(cookies.get(themeCookieName())?.value)
  return kept === chosen ? redirectTo(withoutThemeCheck(path)) : null
}

/** Pages with a form that signs in. */
const SIGNING_IN = ['/sign-in', '/sign-up', '/verify-email']

/** Whether the browser comes from a form that signs in, and yet sends no cookie at all. */
function keptNoCookie({ headers }: NextRequest): boolean {
  const referrer = parseUrl(headers.get('referer') ?? '')
  if (headers.has('cookie') || referrer === null) return false
  return referrer.origin === env().AUTH_URL && SIGNING_IN.includes(referrer.pathname)
}

/** Next passes the text of such a response to the caller of the action, for exactly this type only. */
function expiredAction(): Response {
  const headers = { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' }
  return new Response(sentenceFor({ code: 'session_expired' }), { status: 401, headers })
}

function redirectTo(path: string, status = 307): Response {
  const response = NextResponse.redirect(new URL(path, env().AUTH_URL), status)
  response.headers.set('Cache-Control', 'no-store')
  return response
}

/**
 * Passes the request on with a new nonce. One sent by the client is always overwritten.
 *
 * @param headers what the page sees of the request
 */
function page(request: NextRequest, headers: Headers): Response {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = contentSecurityPolicy(nonce, {
    development: env().LATCHKEY_MODE === 'development',
    https: env().isHttps,
    sources: rules(request.nextUrl.pathname).sources,
  })
  // A planted cookie must not make Auth.js reject in the page the session that was accepted here.
  headers.set('cookie', readCookies(headers.get('cookie') ?? '').cookie)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  headers.set(INTERNAL_HEADERS.path, `${request.nextUrl.pathname}${request.nextUrl.search}`)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  response.headers.set('Cache-Control', 'private, no-store')
  return response
}
