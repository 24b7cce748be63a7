import { codePointCount, isWellFormed } from '@/lib/domain/text'

/** RFC 5321, 4.5.3.1: the local part, and what fits between the angle brackets of a path. */
const EMAIL_LOCAL_MAX = 64
export const EMAIL_MAX = 254
export const USERNAME_MIN = 3
export const USERNAME_MAX = 30
export const NAME_MAX = 80

/** What a username is made of, for hints and errors. */
export const USERNAME_RULE = `${USERNAME_MIN}–${USERNAME_MAX} characters: a–z, 0–9, _ or -`

/** What a name may be, for errors. */
export const NAME_RULE = `at most ${NAME_MAX} printable characters`

/**
 * RFC 5322 dot-atoms, without the backtick (OWASP Input Validation). An apostrophe stays allowed:
 * people are called O'Brien, and nothing here builds a query or a page by hand.
 */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_{|}~-]+)*$/
const DOMAIN_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
const USERNAME = new RegExp(`^[a-z0-9_-]{${USERNAME_MIN},${USERNAME_MAX}}$`)

/**
 * The one spelling of an email by which people are found: trimmed and in lower case.
 *
 * ASCII only, and checked before lower-casing: a full-width `＠`, a Kelvin sign that lower-cases to
 * `k`, and whatever else a mail server may fold differently cannot name somebody else's account.
 *
 * @returns null when it is no address that mail can be sent to
 */
export function normaliseEmail(text: string): string | null {
  const lower = trimmedAscii(text, EMAIL_MAX)
  if (lower === null) return null
  const [local = '', domain = '', ...more] = lower.split('@')
  if (more.length > 0 || local.length > EMAIL_LOCAL_MAX) return null
  return LOCAL_PART.test(local) && isMailDomain(domain) ? lower : null
}

/** At least two labels, the last no number: neither `localhost` nor an IP address. */
function isMailDomain(domain: string): boolean {
  const labels = domain.split('.')
  const isNumber = /^\d+$/.test(labels.at(-1) ?? '')
  return labels.length > 1 && !isNumber && labels.every((label) => DOMAIN_LABEL.test(label))
}

/**
 * The one spelling of a username: trimmed and in lower case. Says nothing about reserved names.
 *
 * @returns null unless it is {@link USERNAME_RULE}
 */
export function normaliseUsername(text: string): string | null {
  const lower = trimmedAscii(text, USERNAME_MAX)
  return lower !== null && USERNAME.test(lower) ? lower : null
}

/**
 * What somebody typed to sign in: an email when there is an `@`, else a username.
 *
 * @returns null when nobody can be called that
 */
export function normaliseIdentifier(text: string): string | null {
  return text.includes('@') ? normaliseEmail(text) : normaliseUsername(text)
}

/** Trimmed and lower-cased; null when empty, too long, or with anything but visible ASCII. */
function trimmedAscii(text: string, maxLength: number): string | null {
  const trimmed = text.trim()
  if (trimmed.length > maxLength || !/^[\x21-\x7e]+$/.test(trimmed)) return null
  return trimmed.toLowerCase()
}

/**
 * Control characters, line separators, and the marks that turn the reading direction of everything
 * after them (Unicode TR 36, 2.4): a name must not rewrite the line it stands in.
 */
const REWRITES_LINES = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u

/** Bounds the work: longer than {@link NAME_MAX} code points can be, spaces and decomposed accents included. */
const MAX_RAW_NAME = 1000

/**
 * A display name, trimmed and NFC-normalised.
 *
 * @returns null unless it is 1 to {@link NAME_MAX} code points with something to see in it
 */
export function normaliseName(text: string): string | null {
  if (text.length > MAX_RAW_NAME || !isWellFormed(text)) return null
  const name = text.normalize('NFC').trim()
  if (codePointCount(name) > NAME_MAX || REWRITES_LINES.test(name)) return null
  return VISIBLE.test(name) ? name : null
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a text can be the id of a row, as the database itself spells ids. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}
