import { cookieIn } from '@/lib/domain/site/cookie-header'
import { boundCookieName, cookieOptions } from './cookies'
import type { NewCookie } from './set-cookie'

/** The cookie that shows a bound session's device. */
export function boundCookie(value: string, expires: Date): NewCookie {
  return { name: boundCookieName(), value, options: { ...cookieOptions(), expires } }
}

/** What makes the browser forget the bound cookie; a browser that still has the key refreshes it. */
export function clearedBoundCookie(): NewCookie {
  return boundCookie('', new Date(0))
}

/** The same, as a list that is empty where the browser has none. */
export function clearedBoundCookies(cookieHeader: string): NewCookie[] {
  return cookieIn(cookieHeader, boundCookieName()) === null ? [] : [clearedBoundCookie()]
}
