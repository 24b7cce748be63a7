import { isWellFormed } from '../text'

/** Where people land when neither they nor the settings name a page. */
export const DEFAULT_PATH = '/dashboard'

/** Sends whoever is signed in already to the page they asked for, or where their role lands. */
export const SIGN_IN_PATH = '/sign-in'

/** Stands for "this site" while resolving; RFC 2606 keeps the name from ever existing. */
const SITE = 'https://site.invalid'
const MAX_LENGTH = 2048

/** Going there after signing in would lead straight back, or to something that is not a page. */
const NOT_A_DESTINATION = new Set(['sign-in', 'sign-up', 'api', '_next'])

/**
 * The path somebody asked to be sent to, if it is one on this site.
 *
 * Both readings of an address must agree that it stays here: WHATWG's (browsers take `\` for `/`,
 * drop tabs and newlines, resolve `%2e%2e`) and RFC 3986's (proxies and other clients). So anything
 * they read differently is refused, and the answer is the re-serialised path, never the input.
 *
 * @returns path, query and fragment; null for everything else; never throws
 * @see https://url.spec.whatwg.org/#concept-basic-url-parser and RFC 3986, sections 3 and 5.2
 */
export function requestedPath(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const path = ownPath(value)
  // Parsed twice: what the browser will be given must mean the same once more.
  return path !== null && ownPath(path) === path ? path : null
}

/** As {@link requestedPath}, with the path for those who asked for none. */
export function safeRedirectPath(value: unknown, fallback: string): string {
  return requestedPath(value) ?? fallback
}

/**
 * The sign-in page, which leads back to `path` afterwards.
 *
 * @param code why somebody has to sign in, as the page words it
 */
export function signInPath(path: unknown, code?: string): string {
  return withQuery(SIGN_IN_PATH, [
    ['callbackUrl', requestedPath(path)],
    ['code', code ?? null],
  ])
}

/** The page that asks for the password again, and leads back to `path` afterwards. */
export function confirmPasswordPath(path: unknown): string {
  return withQuery('/confirm-password', [['callbackUrl', requestedPath(path)]])
}

function withQuery(path: string, parameters: [name: string, value: string | null][]): string {
  const query = parameters.flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return query.length > 0 ? `${path}?${query.join('&')}` : path
}

/** Path, query and fragment of an address that begins with one slash and stays on this site. */
function ownPath(text: string): string | null {
  if (text.length > MAX_LENGTH || !isWellFormed(text)) return null
  if (!/^\/(?!\/)[^\s\\\p{Cc}]*$/u.test(text)) return null
  const url = new URL(text, SITE)
  // Stryker disable next-line ConditionalExpression: the pattern above lets nothing through that leads to another origin; this stays for the day somebody loosens it.
  if (url.origin !== SITE) return null
  return isPlainPath(url.pathname) ? url.pathname + url.search + url.hash : null
}

/** No empty segment, and no slash, backslash or control character behind an encoding. */
function isPlainPath(pathname: string): boolean {
  if (pathname.includes('//') || /%(2f|5c|[01][0-9a-f]|7f)/i.test(pathname)) return false
  const [, firstSegment = ''] = pathname.split('/')
  const decoded = decode(firstSegment)
  return decoded !== null && !NOT_A_DESTINATION.has(decoded.toLowerCase())
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}
