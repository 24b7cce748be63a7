/** Latchkey's cookies, without the `__Host-` they carry over https. */
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

/** @returns null for a cookie that is not one of Latchkey's */
export function cookieNameOf(name: string): CookieName | null {
  const [, rest] = /^(?:__Host-)?latchkey\.([a-z-]+)$/.exec(name) ?? []
  return COOKIES.find((known) => known === rest) ?? null
}
