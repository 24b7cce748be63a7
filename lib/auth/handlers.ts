import 'server-only'
import type { NextRequest } from 'next/server'
import { handlers } from '@/auth'
import { SECOND_STEP_PATH } from '@/lib/domain/site/redirects'
import { later } from '@/lib/domain/time'
import { CHALLENGE_MS } from '@/lib/domain/two-factor/lifetimes'
import { env } from '@/lib/env'
import { isErrorCode, type ErrorCode, type Refusal } from '@/lib/platform/errors'
import { traced } from '@/lib/platform/tracing'
import { unavailableIn } from '@/lib/platform/unavailable'
import { finishSignIn } from './after-sign-in'
import { readAuthRequest, type AuthRequest } from './auth-request'
import {
  callbackCookieName,
  clearedCsrfCookie,
  cookieOptions,
  csrfCookieName,
  sessionCookieName,
} from './cookies'
import { endSessionOf } from './end-session-of'
import { unavailablePage } from './plain-page'
import { firstStepIn, splitCode, unavailableInCode } from './refusals'
import { refusedJson, refusedPage, unavailableJson } from './refused-answer'
import { clearedBoundCookie, clearedBoundCookies } from './bound-cookie'
import { withSessionRequest } from './session-request'
import { sessionStateOf } from './session-token'
import {
  clearsCookie,
  cookiesSetBy,
  copyCookies,
  setCookie,
  withoutCookiesCleared,
  withoutCookiesSet,
} from './set-cookie'
import { firstStepCookie } from './two-factor-cookie'

/**
 * The route handlers of Auth.js, with additional guarantees:
 *
 * - nothing a client sends makes them throw ({@link readAuthRequest})
 * - a session cookie is written only at sign-in, with that session's own expiry. Reading a session
 *   never renews the cookie, so a response still in flight cannot revive one
 * - a sign-out succeeds only if the session's row was ended
 * - refusals with a wait are 429 or 503 with `Retry-After`, in the format next-auth's client expects;
 *   an outage is a 503 and signs nobody out
 */
export const handleAuth = traced('handler', answer)

async function answer(incoming: NextRequest): Promise<Response> {
  const read = await readAuthRequest(incoming)
  if (read instanceof Response) return read
  const method = read.request.method === 'POST' ? handlers.POST : handlers.GET
  const response = await adjustResponse(
    read,
    await withSessionRequest(read.request.headers, () => method(read.request)),
  )
  response.headers.set('Cache-Control', 'private, no-store')
  if (read.callbackCookieIsBad) clearCallbackCookie(response)
  return response
}

function adjustResponse(
  { action, request }: AuthRequest,
  answer: Response,
): Response | Promise<Response> {
  if (action === 'session' && answer.ok) return afterSession(request, answer)
  if (request.method === 'POST' && action.startsWith('callback/')) {
    return afterSignIn(request, answer)
  }
  if (request.method === 'POST' && action === 'signout') return afterSignOut(request, answer)
  return new Response(answer.body, answer)
}

async function afterSession(request: NextRequest, answer: Response): Promise<Response> {
  const body: unknown = await answer.clone().json()
  if (typeof body === 'object' && body !== null && 'unavailable' in body) {
    return unavailableJson('database')
  }
  const response = withoutCookiesSet(answer, sessionCookieName())
  if (body !== null) return response
  const state = await sessionStateOf(request.headers)
  if (state.is === 'unavailable') return unavailableJson('database')
  return state.is === 'unproven' ? unproven(response, state.why) : response
}

/** The session goes on, so its cookie stays: the browser may yet refresh. */
function unproven(answer: Response, why: 'stale' | 'unproven'): Response {
  const response = withoutCookiesCleared(answer, sessionCookieName())
  if (why === 'stale') setCookie(response, clearedBoundCookie())
  return response
}

async function afterSignIn(request: NextRequest, answer: Response): Promise<Response> {
  const wantsJson = request.headers.has('x-auth-return-redirect')
  const address = await addressOf(answer, wantsJson)
  const sent = address?.searchParams.get('code') ?? missingToken(request, address)
  if (!address || !sent) return signedIn(request, answer)
  const down = unavailableInCode(sent)
  if (down) return wantsJson ? unavailableJson(down, address) : unavailablePage(down)
  const firstStep = firstStepIn(sent)
  if (firstStep !== null) return toSecondStep(address, firstStep, wantsJson, answer)
  const { code, retryAfterSeconds } = splitCode(sent)
  address.searchParams.set('code', code)
  const isSecondStep = request.nextUrl.pathname.endsWith('/two-factor')
  if (isSecondStep && code !== 'two_factor_expired') address.pathname = SECOND_STEP_PATH
  if (!isErrorCode(code)) return new Response(answer.body, answer)
  const refusal: Refusal = retryAfterSeconds === undefined ? { code } : { code, retryAfterSeconds }
  return wantsJson ? refusedJson(address, refusal, answer) : refusedPage(address, refusal, answer)
}

/** The password was right: the sealed first step leaves the address, and goes into a cookie. */
function toSecondStep(
  address: URL,
  sealed: string,
  wantsJson: boolean,
  answer: Response,
): Response {
  address.searchParams.set('code', 'two_factor_required')
  const response = wantsJson
    ? refusedJson(address, { code: 'two_factor_required' }, answer)
    : new Response(null, {
        status: 302,
        headers: { Location: `${env().AUTH_URL}${SECOND_STEP_PATH}` },
      })
  if (!wantsJson) copyCookies(answer, response)
  setCookie(response, firstStepCookie(sealed, later(new Date(), CHALLENGE_MS)))
  return response
}

/**
 * Auth.js's token and its cookie do not belong together: the browser kept no cookie, or the page is
 * older than the cookie's secret.
 */
function missingToken(request: NextRequest, address: URL | null): ErrorCode | null {
  if (address?.searchParams.get('error') !== 'MissingCSRF') return null
  return request.cookies.has(csrfCookieName()) ? 'page_outdated' : 'cookies_blocked'
}

/** The redirect of Auth.js: in the JSON for next-auth's client, in `Location` for forms. */
async function addressOf(answer: Response, wantsJson: boolean): Promise<URL | null> {
  if (!wantsJson) {
    const location = answer.headers.get('location')
    return location === null ? null : new URL(location)
  }
  const body: unknown = await answer.clone().json()
  const url = typeof body === 'object' && body !== null && 'url' in body ? body.url : null
  return typeof url === 'string' ? new URL(url) : null
}

async function signedIn(request: NextRequest, answer: Response): Promise<Response> {
  const response = withoutCookiesSet(answer, sessionCookieName())
  for (const cookie of cookiesSetBy(answer, sessionCookieName())) {
    const { cookies, offer } = await finishSignIn(request.headers, cookie, new Date())
    for (const made of cookies) setCookie(response, made)
    if (offer) response.headers.set(...offer)
  }
  setCookie(response, clearedCsrfCookie())
  return response
}

/**
 * Ends the session after Auth.js has cleared the cookie. If that fails, the response is an error and
 * the browser keeps the cookie: appearing signed out while the session still works would be worse.
 */
async function afterSignOut(request: NextRequest, answer: Response): Promise<Response> {
  const response = new Response(answer.body, answer)
  if (clearsCookie(answer, sessionCookieName())) {
    setCookie(response, clearedCsrfCookie())
    const sent = request.headers.get('cookie') ?? ''
    for (const cleared of clearedBoundCookies(sent)) setCookie(response, cleared)
  }
  if (!clearsCookie(answer, sessionCookieName())) return response
  try {
    await endSessionOf(request.headers, 'sign_out', new Date())
    return response
  } catch (error) {
    const down = unavailableIn(error)
    if (!down) throw error
    const wantsJson = request.headers.has('x-auth-return-redirect')
    return wantsJson ? unavailableJson(down) : unavailablePage(down)
  }
}

function clearCallbackCookie(response: Response): void {
  const options = { ...cookieOptions(), expires: new Date(0) }
  setCookie(response, { name: callbackCookieName(), value: '', options })
}
