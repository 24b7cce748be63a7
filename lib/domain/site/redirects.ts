import { isWellFormed } from '@/lib/domain/text'

/** Where people go when there is no better place. */
export const DEFAULT_PATH = '/dashboard'

/** Stands for "this site" while resolving; RFC 2606 keeps the name from ever existing. */
const SITE = 'https://site.invalid'
const MAX_LENGTH = 2048

/** Going there after signing in would lead straight back, or to something that is not a page. */
const NOT_A_DESTINATION = new Set(['sign-in', 'sign-up', 'api', '_next'])

/**
 * The path to send somebody to, if it is one on this site; `/dashboard` for everything else.
 *
 * Both readings of an address must agree that it stays here: WHATWG's (browsers take `\` for `/`,
 * drop tabs and newlines, resolve `%2e%2e`) and RFC 3986's (proxies and other clients). So anything
 * they read differently is refused, and the answer is the re-serialised path, never the input.
 *
 * @returns path, query and fragment; never throws
 * @see https://url.spec.whatwg.org/#concept-basic-url-parser and RFC 3986, sections 3 and 5.2
 */
export function safeRedirectPath(value: unknown): string {
  if (typeof value !== 'string') return DEFAULT_PATH
  const path = ownPath(value)
  // Parsed twice: what the browser will be given must mean the same once more.
  if (path === null || ownPath(path) !== path) return DEFAULT_PATH
  return path
}

/** The sign-in page that leads back to `path` afterwards. */
export function signInPath(path: unknown): string {
  return `/sign-in?callbackUrl=${encodeURIComponent(safeRedirectPath(path))}`
}

/** The page that asks for the password again and leads back to `path` afterwards. */
export function confirmPasswordPath(path: unknown): string {
  return `/confirm-password?callbackUrl=${encodeURIComponent(safeRedirectPath(path))}`
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
