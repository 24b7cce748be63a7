import { isWellFormed } from '../text'

/** Where people go after signing in when neither they nor the settings name a page. */
export const DEFAULT_PATH = '/dashboard'

/** Redirects signed-in users to the page they requested, or to the landing page of their role. */
export const SIGN_IN_PATH = '/sign-in'

/** Where a right password leads when the account asks for a second factor. */
export const SECOND_STEP_PATH = '/sign-in/two-factor'

/** Where people set it up. */
export const TWO_FACTOR_PATH = '/account/two-factor'

/** Where people change their password. */
export const SECURITY_PATH = '/account/security'

/** Where people add and remove their passkeys. */
export const PASSKEYS_PATH = '/account/passkeys'

/** Where browsers get a challenge for a passkey. */
export const PASSKEY_OPTIONS_PATH = '/api/passkeys/options'

/** A placeholder for this site while resolving; RFC 2606 reserves the name. */
const SITE = 'https://site.invalid'
const MAX_LENGTH = 2048

/** Paths that would redirect back after signing in, or that are not pages. */
const NOT_A_DESTINATION = new Set(['sign-in', 'sign-up', 'api', '_next'])

/**
 * Validates the path a user asked to be redirected to.
 *
 * Both URL standards must agree that it stays on this site: WHATWG (browsers treat `\` as `/`, drop tabs
 * and newlines, and resolve `%2e%2e`) and RFC 3986 (proxies and other clients). Anything they parse
 * differently is refused, and the result is the re-serialised path, never the input.
 *
 * @returns path, query and fragment; null for everything else; never throws
 * @see https://url.spec.whatwg.org/#concept-basic-url-parser and RFC 3986, sections 3 and 5.2
 */
export function requestedPath(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const path = ownPath(value)
  // Parsed twice, because the browser parses the result again.
  return path !== null && ownPath(path) === path ? path : null
}

/** As {@link requestedPath}, with a fallback. */
export function safeRedirectPath(value: unknown, fallback: string): string {
  return requestedPath(value) ?? fallback
}

/**
 * The path of the sign-in page, which leads back to `path` afterwards.
 *
 * @param code the error code that the page explains
 */
export function signInPath(path: unknown, code?: string): string {
  return withQuery(SIGN_IN_PATH, [
    ['callbackUrl', requestedPath(path)],
    ['code', code ?? null],
  ])
}

/**
 * A path with the fragment of the address that led here: redirects keep it, and it never reaches the
 * server.
 *
 * @param fragment begins with `#`, or is empty
 */
export function withFragment(path: string, fragment: string): string {
  return path.includes('#') ? path : path + fragment
}

/** The path of the page that asks for the password again and leads back to `path` afterwards. */
export function confirmPasswordPath(path: unknown): string {
  return withQuery('/confirm-password', [['callbackUrl', requestedPath(path)]])
}

/** The path of the page that sets up two-factor and leads back to `path` afterwards. */
export function setUpTwoFactorPath(path: unknown): string {
  return withQuery(TWO_FACTOR_PATH, [['callbackUrl', requestedPath(path)]])
}

/** The path of the page for passkeys, which leads on to `path` once there is one. */
export function passkeysPath(path: unknown): string {
  return withQuery(PASSKEYS_PATH, [['callbackUrl', requestedPath(path)]])
}

function withQuery(path: string, parameters: [name: string, value: string | null][]): string {
  const query = parameters.flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return query.length > 0 ? `${path}?${query.join('&')}` : path
}

/** Path, query and fragment of a URL that begins with exactly one slash and stays on this site. */
function ownPath(text: string): string | null {
  if (text.length > MAX_LENGTH || !isWellFormed(text)) return null
  if (!/^\/(?!\/)[^\s\\\p{Cc}]*$/u.test(text)) return null
  const url = new URL(text, SITE)
  // Stryker disable next-line ConditionalExpression: the pattern above already refuses other origins; this guards against loosening it.
  if (url.origin !== SITE) return null
  return isPlainPath(url.pathname) ? url.pathname + url.search + url.hash : null
}

/** No empty segment, and no percent-encoded slash, backslash or control character. */
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
