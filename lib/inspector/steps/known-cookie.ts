import {
  cookieName,
  COOKIES,
  withoutHostPrefix,
  type CookieName,
} from '@/lib/domain/site/cookie-names'

/** @returns null for an unknown cookie */
export function knownCookie(name: string): CookieName | null {
  return COOKIES.find((cookie) => withoutHostPrefix(name) === cookieName(cookie)) ?? null
}
