import { env } from '@/lib/env'

/**
 * The one place that names cookies. Over https each carries `__Host-`, which makes browsers refuse
 * it from any other host, over http, or for a sub-path.
 */
function named(name: string): string {
  return env().isHttps ? `__Host-${name}` : name
}

export const sessionCookieName = () => named('latchkey.session')
export const csrfCookieName = () => named('latchkey.csrf')
export const callbackCookieName = () => named('latchkey.callback')
export const themeCookieName = () => named('latchkey.theme')
export const deviceCookieName = () => named('latchkey.device')
export const linkCookieName = () => named('latchkey.link')
export const draftCookieName = () => named('latchkey.draft')
export const traceCookieName = () => named('latchkey.trace')

/** What every cookie of Latchkey has in common. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: env().isHttps } as const
}
