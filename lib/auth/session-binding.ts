import 'server-only'
import { OVERLAP_MS } from '@/lib/domain/sessions/session-binding'
import { UNCHECKED_PATHS } from '@/lib/domain/site/unchecked-paths'
import { MS_PER_SECOND } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { UNAVAILABLE_RETRY_AFTER_SECONDS, isUnavailable } from '@/lib/platform/unavailable'
import {
  registerBinding,
  registrationChallenge,
} from '@/lib/services/session-binding/register-binding'
import { refreshBinding } from '@/lib/services/session-binding/refresh-binding'
import { boundCookie } from './bound-cookie'
import { boundCookieName } from './cookies'
import { clientInfoOf } from './request-context'
import { readToken } from './session-token'
import { setCookie } from './set-cookie'

/*
 * The HTTP side of device bound sessions: https://w3c.github.io/webappsec-dbsc/. Browsers call both
 * routes by themselves, with the session cookie and without a body.
 */

const REGISTER_PATH = '/api/session-binding/register'
const REFRESH_PATH = '/api/session-binding/refresh'

type Header = readonly [name: string, value: string]

/** The header with which a sign-in offers to bind its session; null where sessions are not bound. */
export function bindingOffer(sessionId: string, now: Date): Header | null {
  const challenge = registrationChallenge(sessionId, now)
  if (challenge === null) return null
  const parameters = `path="${REGISTER_PATH}";challenge="${challenge}"`
  return ['Secure-Session-Registration', `(ES256 RS256);${parameters}`]
}

/** `POST /api/session-binding/register`: a browser has made a key for the session it was given. */
export async function answerRegistration(request: Request): Promise<Response> {
  return withOutage(async () => {
    const now = new Date()
    const token = readToken(request.headers.get('cookie') ?? '')
    const proof = stringIn(request.headers.get('secure-session-response'))
    const client = clientInfoOf(request.headers)
    const binding =
      token && proof ? await registerBinding(token.sessionId, { proof, client }, now) : null
    if (!binding) return bindingAnswer(403, { message: 'This session was not bound. It goes on.' })
    return withBoundCookie(bindingAnswer(200, instructions(binding.id)), binding, now)
  })
}

/** `POST /api/session-binding/refresh`: the bound cookie has expired, or is about to. */
export async function answerRefresh(request: Request): Promise<Response> {
  return withOutage(async () => {
    const now = new Date()
    const cookieHeader = request.headers.get('cookie') ?? ''
    const token = readToken(cookieHeader)
    const id = stringIn(request.headers.get('sec-secure-session-id')) ?? ''
    const proof = stringIn(request.headers.get('secure-session-response'))
    const client = clientInfoOf(request.headers)
    const refresh = token
      ? await refreshBinding(token.sessionId, { id, proof, client }, now)
      : ({ is: 'over' } as const)
    switch (refresh.is) {
      case 'over':
        return bindingAnswer(200, { session_identifier: id, continue: false })
      case 'challenged': {
        const message = 'Prove the key of this session by signing the challenge.'
        return withChallenge(bindingAnswer(403, { message }), refresh)
      }
      case 'refreshed':
        return withChallenge(
          withBoundCookie(bindingAnswer(200, instructions(refresh.id)), refresh, now),
          refresh,
        )
    }
  })
}

/** What the browser has to keep, and where it need not. */
function instructions(id: string): object {
  const { origin, hostname } = new URL(env().AUTH_URL)
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax', ...(env().isHttps ? ['Secure'] : [])]
  return {
    session_identifier: id,
    refresh_url: REFRESH_PATH,
    scope: {
      origin,
      include_site: false,
      scope_specification: UNCHECKED_PATHS.map((path) => {
        return { type: 'exclude', domain: hostname, path }
      }),
    },
    credentials: [{ type: 'cookie', name: boundCookieName(), attributes: attributes.join('; ') }],
  }
}

function bindingAnswer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } })
}

function withChallenge(answer: Response, to: { id: string; challenge: string }): Response {
  answer.headers.set('Secure-Session-Challenge', `"${to.challenge}";id="${to.id}"`)
  return answer
}

function withBoundCookie(answer: Response, to: { value: string; until: Date }, now: Date) {
  const cookie = boundCookie(to.value, to.until)
  // The browser's clock may be wrong, so the lifetime decides and not the date. It ends before the value
  // does, which requests under way still carry.
  const lifetimeMs = to.until.getTime() - now.getTime() - OVERLAP_MS
  const seconds = Math.max(1, Math.round(lifetimeMs / MS_PER_SECOND))
  setCookie(answer, cookie, seconds)
  return answer
}

/** A structured string of RFC 9651, or the bare text that browsers send. */
function stringIn(header: string | null): string | null {
  const text = header?.trim().replace(/^"(.*)"$/, '$1') ?? ''
  return text === '' ? null : text
}

/** An outage ends nothing: browsers go on without the cookie, and say so. */
async function withOutage(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    if (!isUnavailable(error)) throw error
    const response = bindingAnswer(503, { message: 'The database is unavailable. Try again.' })
    response.headers.set('Retry-After', String(UNAVAILABLE_RETRY_AFTER_SECONDS))
    return response
  }
}
