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
  'bound',
] as const

export type CookieName = (typeof COOKIES)[number]

const PREFIX = `${product.cookiePrefix}.`

/** Browsers refuse a cookie with this prefix from any other host, over http, or for a sub-path. */
export const HOST_PREFIX = '__Host-'

/** The name of a cookie over http; over https it is prefixed with {@link HOST_PREFIX}. */
export function cookieName(cookie: CookieName): string {
  return `${PREFIX}${cookie}`
}

/**
 * Whether Auth.js would read a cookie as a chunk of the session cookie. It joins every cookie whose name
 * starts with the session cookie's, so a planted one would sign its owner out. Our session cookie is
 * never split.
 */
export function isSessionChunk(name: string): boolean {
  const [bare, session] = [withoutHostPrefix(name), cookieName('session')]
  return bare.startsWith(session) && bare !== session
}

export function withoutHostPrefix(name: string): string {
  return name.startsWith(HOST_PREFIX) ? name.slice(HOST_PREFIX.length) : name
}
