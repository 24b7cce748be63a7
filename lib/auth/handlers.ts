import 'server-only'
import type { NextRequest } from 'next/server'
import { handlers } from '@/auth'
import { isErrorCode, sentenceFor, type Refusal } from '@/lib/errors'
import { endSession } from '@/lib/services/sessions'
import { isUnavailable, UNAVAILABLE_RETRY_AFTER_SECONDS } from '@/lib/unavailable'
import { readAuthRequest, type AuthRequest } from './auth-request'
import { callbackCookieName, cookieOptions, sessionCookieName } from './cookies'
import { deviceCookieAfter } from './device-cookie'
import { plainPage, unavailablePage } from './plain-page'
import { splitCode } from './refusals'
import { readToken } from './session-token'
import { serializeCookie } from './set-cookie'

/**
 * Auth.js's route handlers with what they leave open closed:
 *
 * - nothing a client sends makes them throw ({@link readAuthRequest})
 * - a session cookie is written at sign-in only, with that session's own end: reading a session
 *   never renews the cookie, so an answer still in flight cannot revive one
 * - a sign-out is an ended row, or it did not happen
 * - refusals that ask to wait are 429 and 503 with `Retry-After`, in the shape next-auth's client
 *   understands; an outage is a 503 and signs nobody out
 */
export async function handleAuth(incoming: NextRequest): Promise<Response> {
  const read = await readAuthRequest(incoming)
  if (read instanceof Response) return read
  const method = read.request.method === 'POST' ? handlers.POST : handlers.GET
  const answer = await method(read.request)
  const response = await closeGaps(read, answer)
  response.headers.set('Cache-Control', 'private, no-store')
  if (read.callbackCookieIsBad) clearCookie(response, callbackCookieName())
  return response
}

function closeGaps(read: AuthRequest, answer: Response): Response | Promise<Response> {
  switch (read.action) {
    case 'session':
      return read.request.method === 'POST' ? afterUpdate(answer) : afterSession(answer)
    case 'callback/credentials':
      return afterSignIn(read.request, answer)
    case 'signout':
      return read.request.method === 'POST' ? afterSignOut(read.request, answer) : mutable(answer)
    default:
      return mutable(answer)
  }
}

async function afterSession(answer: Response): Promise<Response> {
  const body: unknown = await answer.clone().json()
  if (typeof body === 'object' && body !== null && 'unavailable' in body) return unavailableJson()
  return withoutSessionCookie(answer)
}

async function afterUpdate(answer: Response): Promise<Response> {
  return answer.ok ? afterSession(answer) : mutable(answer)
}

async function afterSignIn(request: NextRequest, answer: Response): Promise<Response> {
  const wantsJson = request.headers.has('x-auth-return-redirect')
  const address = await addressOf(answer, wantsJson)
  const sent = address?.searchParams.get('code')
  if (!address || !sent) return withOwnExpiry(answer, request.headers.get('cookie') ?? '')
  if (sent === 'unavailable') return wantsJson ? unavailableJson(address) : unavailablePage()
  const { code, retryAfterSeconds } = splitCode(sent)
  address.searchParams.set('code', code)
  if (!isErrorCode(code)) return mutable(answer)
  const refusal: Refusal = retryAfterSeconds === undefined ? { code } : { code, retryAfterSeconds }
  return wantsJson ? refusedJson(address, refusal, answer) : refusedPage(address, refusal, answer)
}

/** Where Auth.js sends the browser: in the JSON for next-auth's client, in `Location` for forms. */
async function addressOf(answer: Response, wantsJson: boolean): Promise<URL | null> {
  if (!wantsJson) {
    const location = answer.headers.get('location')
    return location === null ? null : new URL(location)
  }
  const body: unknown = await answer.clone().json()
  const url = typeof body === 'object' && body !== null && 'url' in body ? body.url : null
  return typeof url === 'string' ? new URL(url) : null
}

/** 429 and 503 where waiting helps; everything else keeps the 200 next-auth's client expects. */
function statusOf({ code }: Refusal): number {
  if (code === 'rate_limited') return 429
  return code === 'busy' ? 503 : 200
}

function refusedJson(address: URL, refusal: Refusal, answer: Response): Response {
  const response = Response.json({ url: address.href }, { status: statusOf(refusal) })
  copyCookies(answer, response)
  setRetryAfter(response, refusal)
  return response
}

function refusedPage(address: URL, refusal: Refusal, answer: Response): Response {
  const status = statusOf(refusal)
  if (status === 200) {
    const redirect = new Response(null, { status: 302, headers: { Location: address.href } })
    copyCookies(answer, redirect)
    return redirect
  }
  return plainPage(status, sentenceFor(refusal), {
    link: { href: '/sign-in', text: 'Back to sign in' },
    ...(refusal.retryAfterSeconds === undefined
      ? {}
      : { retryAfterSeconds: refusal.retryAfterSeconds }),
  })
}

function setRetryAfter(response: Response, { retryAfterSeconds }: Refusal): void {
  if (retryAfterSeconds !== undefined) {
    response.headers.set('Retry-After', String(retryAfterSeconds))
  }
}

/**
 * Rewrites the expiry of a new session cookie to the end its own token carries, and lets the browser
 * be known from now on.
 */
async function withOwnExpiry(answer: Response, cookieHeader: string): Promise<Response> {
  const response = withoutSessionCookie(answer)
  for (const { name, value } of sessionCookiesOf(answer)) {
    const token = await readToken(`${name}=${value}`)
    if (!token) continue
    const expires = new Date(token.absoluteEnd * 1000)
    response.headers.append(
      'set-cookie',
      serializeCookie(name, value, { ...cookieOptions(), expires }),
    )
    const device = deviceCookieAfter(cookieHeader, token.id, new Date())
    response.headers.append(
      'set-cookie',
      serializeCookie(device.name, device.value, device.options),
    )
  }
  return response
}

/**
 * Auth.js has cleared the cookie; now the session behind it ends too. When that cannot be done the
 * person is told so and keeps the cookie: a sign-out that only looks like one would be worse.
 */
async function afterSignOut(request: NextRequest, answer: Response): Promise<Response> {
  const cleared = answer.headers
    .getSetCookie()
    .some((line) => line.startsWith(`${sessionCookieName()}=;`))
  const token = await readToken(request.headers.get('cookie') ?? '')
  if (!cleared || !token) return mutable(answer)
  try {
    await endSession(token.sessionId, new Date())
    return mutable(answer)
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return request.headers.has('x-auth-return-redirect') ? unavailableJson() : unavailablePage()
  }
}

function unavailableJson(address?: URL): Response {
  address?.searchParams.set('code', 'server_error')
  return Response.json(
    address ? { url: address.href } : { message: 'The database is unavailable. Try again.' },
    { status: 503, headers: { 'Retry-After': String(UNAVAILABLE_RETRY_AFTER_SECONDS) } },
  )
}

function sessionCookiesOf(answer: Response): { name: string; value: string }[] {
  return answer.headers.getSetCookie().flatMap((line) => {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    return name.startsWith(sessionCookieName()) && value !== '' ? [{ name, value }] : []
  })
}

function mutable(answer: Response): Response {
  return new Response(answer.body, answer)
}

/** Drops a session cookie that sets a value; one that clears stays. */
function withoutSessionCookie(answer: Response): Response {
  const response = mutable(answer)
  const set = new Set(sessionCookiesOf(answer).map(({ name }) => `${name}=`))
  const kept = answer.headers
    .getSetCookie()
    .filter((line) => ![...set].some((start) => line.startsWith(start)))
  response.headers.delete('set-cookie')
  for (const line of kept) response.headers.append('set-cookie', line)
  return response
}

function copyCookies(from: Response, to: Response): void {
  for (const line of from.headers.getSetCookie()) to.headers.append('set-cookie', line)
}

function clearCookie(response: Response, name: string): void {
  response.headers.append(
    'set-cookie',
    serializeCookie(name, '', { ...cookieOptions(), expires: new Date(0) }),
  )
}
