import { NextRequest } from 'next/server'
import { cookieIn, keepCookies } from '@/lib/domain/site/cookie-header'
import { isSessionChunk } from '@/lib/domain/site/cookie-names'
import { safeRedirectPath } from '@/lib/domain/site/redirects'
import { env } from '@/lib/env'
import { callbackCookieName } from './cookies'
import { landingPathOfAnyRole } from './landing-path'
import { plainPage } from './plain-page'

/** The actions of Auth.js by method; `signin` and `error` only redirect to our own pages. */
const ACTIONS: Record<string, readonly string[]> = {
  GET: ['csrf', 'providers', 'session', 'signin', 'signout', 'error'],
  POST: [
    ...['callback/credentials', 'callback/two-factor', 'callback/passkey'],
    ...['session', 'signout', 'signin/credentials'],
  ],
}

/** The fields passed on to Auth.js; all others are dropped. */
const FIELDS = [
  ...(['csrfToken', 'callbackUrl', 'identifier', 'password', 'remember'] as const),
  ...(['code', 'recoveryCode', 'passkey', 'trust'] as const),
] as const

const BASE_PATH = '/api/auth/'

export type AuthRequest = {
  /** `csrf`, `session`, `callback/credentials`, … */
  action: string
  request: NextRequest
  /** The callback cookie was malformed. It is removed here and must be cleared in the browser. */
  callbackCookieIsBad: boolean
}

/**
 * Turns any request to `/api/auth/*` into one that Auth.js can handle: known actions, one string per
 * field, a callback URL on this site. Auth.js alone responds with 500 to a malformed callback cookie,
 * body or query.
 *
 * @returns a Response when the request is refused
 */
export async function readAuthRequest(request: NextRequest): Promise<AuthRequest | Response> {
  const action = request.nextUrl.pathname.slice(BASE_PATH.length).replace(/\/$/, '')
  const allowed = ACTIONS[request.method] ?? []
  if (!allowed.includes(action)) return refuseAction(action)
  const url = new URL(request.nextUrl.pathname, env().AUTH_URL)
  const { cookie, callbackCookieIsBad } = readCookies(request.headers.get('cookie') ?? '')
  const headers = new Headers(request.headers)
  headers.set('cookie', cookie)
  headers.delete('authorization')
  headers.delete('content-length')
  if (request.method === 'GET') {
    return { action, request: new NextRequest(url, { headers }), callbackCookieIsBad }
  }
  const body = await readBody(request)
  if (body instanceof Response) return body
  headers.set('content-type', 'application/x-www-form-urlencoded')
  return {
    action,
    request: new NextRequest(url, { method: 'POST', headers, body: body.toString() }),
    callbackCookieIsBad,
  }
}

function refuseAction(action: string): Response {
  const otherMethod = Object.entries(ACTIONS).find(([, actions]) => actions.includes(action))
  if (!otherMethod) return plainPage(404, 'There is nothing at this address.')
  const response = plainPage(405, `Send this request with ${otherMethod[0]}.`)
  response.headers.set('Allow', otherMethod[0])
  return response
}

/**
 * All cookies without those of ours that Auth.js cannot handle: a callback cookie with a URL of another
 * site, and planted chunks of the session cookie. Cookies of other names are not ours to judge.
 */
export function readCookies(header: string): { cookie: string; callbackCookieIsBad: boolean } {
  const callback = cookieIn(header, callbackCookieName())
  const callbackCookieIsBad = callback !== null && !isOnThisSite(callback)
  const cookie = keepCookies(header, (one) => {
    if (callbackCookieIsBad && one.name === callbackCookieName()) return false
    return !isSessionChunk(one.name)
  })
  return { cookie, callbackCookieIsBad }
}

function isOnThisSite(encoded: string): boolean {
  try {
    return new URL(decodeURIComponent(encoded)).origin === env().AUTH_URL
  } catch {
    return false
  }
}

/** One string per known field; a repeated or non-text field counts as missing. */
async function readBody(request: NextRequest): Promise<URLSearchParams | Response> {
  const type = request.headers.get('content-type') ?? ''
  const text = await request.text()
  if (text === '') return new URLSearchParams()
  if (type.startsWith('application/x-www-form-urlencoded')) {
    const sent = new URLSearchParams(text)
    return fieldsOf((name) => {
      const all = sent.getAll(name)
      return all.length === 1 ? all[0] : undefined
    })
  }
  if (type.startsWith('application/json')) {
    const sent = parseJsonObject(text)
    if (!sent) return plainPage(400, 'The body must be a JSON object.')
    return fieldsOf((name) => (Object.hasOwn(sent, name) ? sent[name] : undefined))
  }
  return plainPage(415, 'Send a form (application/x-www-form-urlencoded) or JSON.')
}

function fieldsOf(read: (name: string) => unknown): URLSearchParams {
  const fields = new URLSearchParams()
  for (const name of FIELDS) {
    const value = read(name)
    if (name === 'callbackUrl') {
      const path = safeRedirectPath(pathOnThisSite(value), landingPathOfAnyRole())
      fields.set(name, `${env().AUTH_URL}${path}`)
    } else if (typeof value === 'string') fields.set(name, value)
  }
  return fields
}

function pathOnThisSite(value: unknown): unknown {
  const origin = env().AUTH_URL
  if (typeof value !== 'string' || !value.startsWith(`${origin}/`)) return value
  return value.slice(origin.length)
}

function parseJsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
