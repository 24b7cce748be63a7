import { codePointCount, hasUnsafeCharacters, isWellFormed } from '@/lib/domain/text'
import { asciiDomain, shownDomain } from './email-domain'

/** RFC 5321, 4.5.3.1: the local part, and a whole path without its angle brackets. */
const EMAIL_LOCAL_MAX = 64
export const EMAIL_MAX = 254
export const USERNAME_MIN = 3
export const USERNAME_MAX = 30
export const NAME_MAX = 80

/** The format of a username, for hints and errors. */
export const USERNAME_RULE = `${USERNAME_MIN}–${USERNAME_MAX} characters: a–z, 0–9, _ or -`

/** The format of a name, for errors. */
export const NAME_RULE = `at most ${NAME_MAX} printable characters`

/**
 * RFC 5322 dot-atoms, without the backtick (OWASP Input Validation). Apostrophes are allowed, as in
 * O'Brien: no query or page is built by string concatenation.
 */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_{|}~-]+)*$/
const DOMAIN_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
const USERNAME = new RegExp(`^[a-z0-9_-]{${USERNAME_MIN},${USERNAME_MAX}}$`)

/** Bounds the work: no address that fits into {@link EMAIL_MAX} is typed as more. */
const MAX_TYPED = 1000

/** Invisible characters around a text: blanks, zero-width characters, direction marks. */
export const AROUND = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu

/**
 * The normalised form of an email: without invisible characters around it, in lower case, its domain in
 * ASCII. {@link shownEmail} gives the form for people.
 *
 * Before the `@` ASCII only, and checked before lower-casing, so that a full-width `＠`, a Kelvin sign
 * that lower-cases to `k`, or anything else a mail server may fold differently cannot match another
 * user's email.
 *
 * @returns null when it is not a deliverable address
 */
export function normaliseEmail(text: string): string | null {
  if (text.length > MAX_TYPED) return null
  const [typedLocal = '', typedDomain = '', ...more] = text.replace(AROUND, '').split('@')
  const local = lowerAscii(typedLocal, EMAIL_LOCAL_MAX)
  const domain = asciiDomain(typedDomain)
  if (more.length > 0 || local === null || domain === null) return null
  const email = `${local}@${domain}`
  return email.length <= EMAIL_MAX && LOCAL_PART.test(local) && isMailDomain(domain) ? email : null
}

/** An email as people write it: its domain in Unicode. */
export function shownEmail(email: string): string {
  const at = email.lastIndexOf('@') + 1
  return `${email.slice(0, at)}${shownDomain(email.slice(at))}`
}

/** At least two labels, of which the last is not a number: neither `localhost` nor an IP address. */
function isMailDomain(domain: string): boolean {
  const labels = domain.split('.')
  const isNumber = /^\d+$/.test(labels.at(-1) ?? '')
  return labels.length > 1 && !isNumber && labels.every((label) => DOMAIN_LABEL.test(label))
}

/**
 * The normalised form of a username: trimmed and in lower case. Does not check reserved names.
 *
 * @returns null unless it has the format {@link USERNAME_RULE}
 */
export function normaliseUsername(text: string): string | null {
  const lower = text.length > MAX_TYPED ? null : lowerAscii(text.replace(AROUND, ''), USERNAME_MAX)
  return lower !== null && USERNAME.test(lower) ? lower : null
}

/**
 * Normalises what was typed to name an account: an email if it contains an `@`, otherwise a username. A
 * single `@` in front belongs to a username, as pages show it.
 *
 * @returns null when it is neither
 */
export function normaliseIdentifier(text: string): string | null {
  if (text.length > MAX_TYPED) return null
  const trimmed = text.replace(AROUND, '')
  const name = trimmed.startsWith('@') ? trimmed.slice(1) : trimmed
  if (!name.includes('@')) return normaliseUsername(name)
  return name === trimmed ? normaliseEmail(name) : null
}

/** Lower-cased; null when empty, too long, or with anything but visible ASCII. */
function lowerAscii(text: string, maxLength: number): string | null {
  if (text.length > maxLength || !/^[\x21-\x7e]+$/.test(text)) return null
  return text.toLowerCase()
}

const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u

/** Limits the work before normalising; leaves room for surrounding spaces and decomposed accents. */
const MAX_RAW_NAME = 1000

/**
 * A display name, trimmed and NFC-normalised.
 *
 * @returns null unless it is 1 to {@link NAME_MAX} code points, at least one of them visible
 */
export function normaliseName(text: string): string | null {
  if (text.length > MAX_RAW_NAME || !isWellFormed(text)) return null
  const name = text.normalize('NFC').trim()
  if (codePointCount(name) > NAME_MAX || hasUnsafeCharacters(name)) return null
  return VISIBLE.test(name) ? name : null
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a text is a UUID in the format PostgreSQL writes: lower case, with hyphens. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}
