import { cookies } from 'next/headers'
import { NextResponse, type NextRequest } from 'next/server'
import { isTokenShaped } from '@/lib/crypto/random-token'
import { env } from '@/lib/env'
import { cookieOptions, linkCookieName } from './cookies'

/** Pages that mailed links lead to, each with `?token=`. */
const LINK_PAGES = ['verify-email', 'reset-password', 'undo-email', 'not-me'] as const
export type LinkPage = (typeof LINK_PAGES)[number]

const MAX_AGE_SECONDS = 600
const SEE_OTHER = 303

/**
 * Takes a token out of the address bar: 303 to the clean path, the token in a short-lived cookie
 * bound to that page, so that it stays out of history, logs and referrers. A token that cannot be
 * one clears the cookie, and the page says that the link is no longer valid.
 *
 * Middleware calls this first, since pages cannot set cookies while they render.
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

/** The token that was mailed for this page; null when there is none, or it is another page's. */
export async function readLinkToken(page: LinkPage): Promise<string | null> {
  const value = (await cookies()).get(linkCookieName())?.value ?? ''
  const prefix = `${page}.`
  const token = value.startsWith(prefix) ? value.slice(prefix.length) : null
  return isTokenShaped(token) ? token : null
}

/** For actions, where one link leads on to the page of another. */
export async function setLinkToken(page: LinkPage, token: string): Promise<void> {
  const store = await cookies()
  store.set(linkCookieName(), `${page}.${token}`, { ...cookieOptions(), maxAge: MAX_AGE_SECONDS })
}

/** For actions, once the link has done its work. */
export async function clearLinkToken(): Promise<void> {
  const store = await cookies()
  store.set(linkCookieName(), '', { ...cookieOptions(), maxAge: 0 })
}
