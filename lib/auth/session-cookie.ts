import { env } from '@/lib/env'
import { cookieIn, keepCookies } from '@/lib/domain/site/cookie-header'
import { isSessionChunk } from '@/lib/domain/site/cookie-names'
import { isUncheckedPath } from '@/lib/domain/site/unchecked-paths'
import { sessionCookieName } from './cookies'
import { decodeSessionToken } from './session-jwe'

/** The characters of a token. Auth.js would also accept percent-encoded forms of the same token. */
const TOKEN = /^[\w.-]+$/

/**
 * The `Cookie` header with at most one session cookie, so that all code behind it reads the same one.
 *
 * Over http another program on the same host can set a cookie with the same name and a longer path,
 * which then comes first. Of several, the first valid token is used.
 *
 * @param path where the request goes: where no session is judged, there is none
 */
export function withOneSessionCookie(header: string, path: string): string {
  const name = sessionCookieName()
  const candidates: string[] = []
  keepCookies(header, (cookie) => {
    if (cookie.name === name && TOKEN.test(cookie.value)) candidates.push(cookie.value)
    return true
  })
  const valid = candidates.length > 1 ? candidates.find(isOwnToken) : candidates[0]
  const chosen = isUncheckedPath(path) ? undefined : valid
  let isTaken = false
  return keepCookies(header, (cookie) => {
    if (isSessionChunk(cookie.name)) return false
    if (cookie.name !== name) return true
    const isChosen = cookie.value === chosen && !isTaken
    isTaken ||= isChosen
    return isChosen
  })
}

/** Whether a `Cookie` header carries a valid, unexpired token. Does not query the database. */
export function carriesSession(header: string): boolean {
  const token = cookieIn(header, sessionCookieName())
  return token !== null && isOwnToken(token)
}

function isOwnToken(token: string): boolean {
  const name = sessionCookieName()
  return decodeSessionToken({ token, secret: env().AUTH_SECRET, salt: name }) !== null
}
