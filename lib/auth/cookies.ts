import { cookieName, HOST_PREFIX, type CookieName } from '@/lib/domain/site/cookie-names'
import { env } from '@/lib/env'

/** The name of a cookie on this site, with `__Host-` over https. */
function prefixed(cookie: CookieName): string {
  return env().isHttps ? `${HOST_PREFIX}${cookieName(cookie)}` : cookieName(cookie)
}

export const sessionCookieName = () => prefixed('session')
export const csrfCookieName = () => prefixed('csrf')
export const callbackCookieName = () => prefixed('callback')
export const themeCookieName = () => prefixed('theme')
export const deviceCookieName = () => prefixed('device')
export const linkCookieName = () => prefixed('link')
export const draftCookieName = () => prefixed('draft')
export const twoFactorCookieName = () => prefixed('two-factor')
export const boundCookieName = () => prefixed('bound')
export const traceCookieName = () => prefixed('trace') // optional part: inspector

/**
 * What makes the browser forget its CSRF pair: signing in and out end what it was issued for. The next
 * request to Auth.js issues another one, and every form asks for it before it is sent.
 */
export function clearedCsrfCookie() {
  return {
    name: csrfCookieName(),
    value: '',
    options: { ...cookieOptions(), expires: new Date(0) },
  }
}

/** The attributes of all our cookies. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: env().isHttps } as const
}
