import { product } from '@/lib/product'

/** Every cookie the app sets, without its prefixes. */
export const COOKIES = [
  'session',
  'csrf',
  'callback',
  'device',
  'link',
  'draft',
  'theme',
  'trace',
  'two-factor',
] as const

export type CookieName = (typeof COOKIES)[number]

const PREFIX = `${product.cookiePrefix}.`

/** Browsers refuse a cookie with this prefix from any other host, over http, or for a sub-path. */
export const HOST_PREFIX = '__Host-'

/** What a cookie is called over http; over https {@link HOST_PREFIX} stands before it. */
export function cookieName(cookie: CookieName): string {
  return `${PREFIX}${cookie}`
}

/** @returns null for a cookie that is not one of ours */
export function knownCookie(name: string): CookieName | null {
  return COOKIES.find((cookie) => withoutHostPrefix(name) === cookieName(cookie)) ?? null
}

/** Whether a cookie carries our prefix, known or not. */
export function hasOwnPrefix(name: string): boolean {
  return withoutHostPrefix(name).startsWith(PREFIX)
}

/**
 * Whether a cookie would be taken for a piece of the session's. Auth.js joins every cookie whose
 * name begins like the session's, so one planted beside it would sign its owner out. Our own session
 * never needs a second piece.
 */
export function looksLikeSessionPiece(name: string): boolean {
  const [bare, session] = [withoutHostPrefix(name), cookieName('session')]
  return bare.startsWith(session) && bare !== session
}

function withoutHostPrefix(name: string): string {
  return name.startsWith(HOST_PREFIX) ? name.slice(HOST_PREFIX.length) : name
}
