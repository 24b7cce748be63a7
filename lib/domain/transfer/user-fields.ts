/*
 * What other systems call the fields of a user. Names are compared without case, `_`, `-` and blanks.
 */

const NAMES = {
  id: ['id', 'localid', 'uid', 'userid', 'pk'],
  email: ['email', 'emailaddress', 'mail'],
  username: ['username', 'login', 'preferredusername'],
  name: ['name', 'displayname', 'fullname'],
  firstName: ['firstname', 'givenname'],
  lastName: ['lastname', 'familyname', 'surname'],
  password: ['passwordhash', 'hashedpassword', 'encryptedpassword', 'passworddigest', 'password'],
  salt: ['salt', 'passwordsalt'],
  verified: [
    ...['emailverified', 'emailconfirmed', 'emailverifiedat', 'emailconfirmedat', 'confirmedat'],
    'verified',
  ],
  createdAt: ['createdat', 'createdtimestamp', 'datejoined', 'created', 'insertedat'],
  disabled: ['disabled', 'banned', 'blocked', 'isdisabled'],
  enabled: ['enabled', 'isactive', 'active'],
} as const

export type FieldName = keyof typeof NAMES

const folded = (name: string) => name.toLowerCase().replace(/[\s_-]/g, '')

/** The fields among the columns of a file, by their position. The first of a kind counts. */
export function fieldsOf(columns: readonly string[]): Partial<Record<FieldName, number>> {
  const found: Partial<Record<FieldName, number>> = {}
  const known = columns.map(folded)
  for (const [field, names] of Object.entries(NAMES) as [FieldName, readonly string[]][]) {
    const at = names.map((name) => known.indexOf(name)).find((index) => index !== -1)
    if (at !== undefined) found[field] = at
  }
  return found
}

/**
 * Reads a flag, or the time since when it is set.
 *
 * @returns null when it is neither
 */
export function flagOf(text: string): boolean | Date | null {
  const word = text.trim().toLowerCase()
  if (['', 'false', 'f', 'no', 'n', '0', 'null', '\\n'].includes(word)) return false
  if (['true', 't', 'yes', 'y', '1'].includes(word)) return true
  return timeOf(text)
}

const DIGITS = /^\d{9,14}$/
const SECONDS_DIGITS = 11
/** A year first: `03/04/2026` is two different days. */
const YEAR_FIRST = /^\d{4}-\d\d-\d\d([T ]|$)/
const ZONE = /(Z|[+-]\d\d(:?\d\d)?)$/i

/** A time in ISO 8601 or as SQL writes it, UTC where no zone is given, or in seconds or milliseconds. */
export function timeOf(text: string): Date | null {
  const typed = text.trim()
  if (DIGITS.test(typed)) {
    return new Date(Number(typed) * (typed.length < SECONDS_DIGITS ? 1000 : 1))
  }
  if (!YEAR_FIRST.test(typed)) return null
  const iso = typed.replace(' ', 'T').replace(/(:.*[+-]\d\d)$/, '$1:00')
  const time = new Date(iso.includes('T') && !ZONE.test(iso) ? `${iso}Z` : iso)
  return Number.isNaN(time.getTime()) ? null : time
}

/** What a username is made from where there is none: the email's beginning. */
export function usernameFrom(email: string): string {
  const letters = email
    .slice(0, email.indexOf('@'))
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return letters.slice(0, 24).padEnd(3, '0')
}
