import { cookies } from 'next/headers'
import { NextResponse, type NextRequest } from 'next/server'
import { isTokenShaped } from '@/lib/crypto/random-token'
import { env } from '@/lib/env'
import { cookieOptions, linkCookieName } from './cookies'

/** The pages of mailed links, each with `?token=`. */
const LINK_PAGES = ['verify-email', 'reset-password', 'undo-email', 'not-me'] as const
export type LinkPage = (typeof LINK_PAGES)[number]

const MAX_AGE_SECONDS = 600
const SEE_OTHER = 303

/**
 * Takes a token out of the address bar: redirects to the clean path with a 303 and keeps the token in a
 * short-lived cookie bound to that page, so that it stays out of history, logs and referrers. A
 * malformed token clears the cookie, and the page says that the link is no longer valid.
 *
 * The middleware calls this first, because pages cannot set cookies while rendering.
 *
 * @returns null when the request carries no token to a link page
 */
export function linkCookieRedirect(request: NextRequest): NextResponse | null {
  const { pathname, searchParams } = request.nextUrl
  const page = LINK_PAGES.find((name) => pathname === `/${name}`)
  if (!page || !searchParams.has('token')) return null
  if (request.method !== 'GET' && request.method !== 'HEAD') return null
  const response = NextResponse.redirect(`${env().AUTH_URL}/${page}`, SEE_OTHER)
  response.headers.set('Cache-Control', 'no-store')
  const tokens = searchParams.getAll('token')
  const [token] = tokens
  const isToken = tokens.length === 1 && isTokenShaped(token)
  response.cookies.set(linkCookieName(), isToken ? `${page}.${token}` : '', {
    ...cookieOptions(),
    maxAge: isToken ? MAX_AGE_SECONDS : 0,
  })
  return response
}

/** The token for this page; null when there is none, or it belongs to another page. */
export async function readLinkToken(page: LinkPage): Promise<string | null> {
  const value = (await cookies()).get(linkCookieName())?.value ?? ''
  const prefix = `${page}.`
  const token = value.startsWith(prefix) ? value.slice(prefix.length) : null
  return isTokenShaped(token) ? token : null
}

/** For actions that lead from one link page to another. */
export async function setLinkToken(page: LinkPage, token: string): Promise<void> {
  const store = await cookies()
  store.set(linkCookieName(), `${page}.${token}`, { ...cookieOptions(), maxAge: MAX_AGE_SECONDS })
}

/** For actions, once the link was used. */
export async function clearLinkToken(): Promise<void> {
  const store = await cookies()
  store.set(linkCookieName(), '', { ...cookieOptions(), maxAge: 0 })
}
