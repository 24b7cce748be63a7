import { parseUrl } from '@/lib/domain/parse-url'
import { HOST_PREFIX } from '@/lib/domain/site/cookie-names'
import { knownCookie } from './known-cookie'
import { Masked } from './masked'

/** Cookies of another app built on Auth.js. */
const FOREIGN_AUTH = /^(__(Host|Secure)-)?(authjs|next-auth)\./

/** The cookies of a `Cookie` header, by name, with their values masked. */
export function sentCookies(header: string): Record<string, unknown> {
  const input: Record<string, unknown> = { 'cookies.bytes': header.length }
  let others = 0
  for (const pair of header === '' ? [] : header.split(/;\s*/)) {
    const at = pair.indexOf('=')
    const name = knownCookie(pair.slice(0, at))
    if (FOREIGN_AUTH.test(pair)) input['cookies.foreignAuth'] = true
    if (name === 'callback' && !isAddress(pair.slice(at + 1))) input['cookies.badCallback'] = true
    if (name === null) others += 1
    else Object.assign(input, cookieFacts(`cookie.${name}.`, pair.slice(at + 1)))
  }
  return { ...input, 'cookies.others': others }
}

function isAddress(encoded: string): boolean {
  try {
    return parseUrl(decodeURIComponent(encoded)) !== null
  } catch {
    return false
  }
}

function cookieFacts(prefix: string, value: string): Record<string, unknown> {
  return { [`${prefix}bytes`]: value.length, [`${prefix}value`]: Masked.middle(value) }
}

/** What a `Set-Cookie` line does (RFC 6265, 5.2); null for a cookie that is not ours. */
export function setCookieFacts(line: string, now: Date): Record<string, unknown> | null {
  const [pair = '', ...rest] = line.split(';').map((part) => part.trim())
  const at = pair.indexOf('=')
  const name = knownCookie(pair.slice(0, at))
  if (name === null) return null
  const value = pair.slice(at + 1)
  const attributes = new Map(
    rest.map((part) => {
      const [key = '', ...text] = part.split('=')
      return [key.toLowerCase(), text.join('=')]
    }),
  )
  const expiresAt = expiryOf(attributes, now)
  const isCleared = value === '' || (expiresAt !== undefined && expiresAt <= now)
  return {
    name,
    change: isCleared ? 'cleared' : 'set',
    bytes: value.length,
    value: Masked.middle(value),
    httpOnly: attributes.has('httponly'),
    secure: attributes.has('secure'),
    sameSite: attributes.get('samesite')?.toLowerCase() ?? 'none',
    path: attributes.get('path') === '/' ? '/' : 'other',
    host: pair.startsWith(HOST_PREFIX),
    expiresAt,
  }
}

function expiryOf(attributes: ReadonlyMap<string, string>, now: Date): Date | undefined {
  const maxAge = attributes.get('max-age')
  if (maxAge !== undefined) return new Date(now.getTime() + Number(maxAge) * 1000)
  const expires = attributes.get('expires')
  return expires === undefined ? undefined : new Date(expires)
}
