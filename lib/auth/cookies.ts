import { cookieName, HOST_PREFIX, type CookieName } from '@/lib/domain/site/cookie-names'
import { env } from '@/lib/env'

/** What a cookie is called on this site: over https it carries `__Host-`. */
function named(cookie: CookieName): string {
  return env().isHttps ? `${HOST_PREFIX}${cookieName(cookie)}` : cookieName(cookie)
}

export const sessionCookieName = () => named('session')
export const csrfCookieName = () => named('csrf')
export const callbackCookieName = () => named('callback')
export const themeCookieName = () => named('theme')
export const deviceCookieName = () => named('device')
export const linkCookieName = () => named('link')
export const draftCookieName = () => named('draft')
export const traceCookieName = () => named('trace') // optional part: inspector

/** What all our cookies have in common. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: env().isHttps } as const
}
