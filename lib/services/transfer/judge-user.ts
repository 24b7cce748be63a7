import { isEmailDomainAllowed } from '@/lib/domain/accounts/account-state'
import {
  isUuid,
  NAME_RULE,
  normaliseEmail,
  normaliseName,
  normaliseUsername,
  USERNAME_RULE,
} from '@/lib/domain/accounts/identifiers'
import { isReservedUsername } from '@/lib/domain/accounts/reserved-usernames'
import { flagOf, timeOf, usernameFrom } from '@/lib/domain/transfer/user-fields'
import type { ForeignHash } from '@/lib/password/imported/imported-hash'
import {
  readForeignHash,
  readKeycloakHash,
  type FirebaseParameters,
  type HashProblem,
} from '@/lib/password/imported/read-foreign-hash'
import type { RawUser } from './read-users-file'

export type ImportOptions = {
  firebase?: FirebaseParameters | undefined
  /** All emails count as confirmed, whatever the file says. */
  emailsConfirmed: boolean
  /** A username that cannot be used here is replaced instead of refused. */
  makeUsernames: boolean
  allowedEmailDomains: readonly string[]
}

/** A user as it would be created. */
export type ImportableUser = {
  where: string
  /** The id it had, if that is a UUID. */
  id: string | null
  email: string
  name: string
  username: string
  /** The username was made up, or may be replaced, so it may get a number behind it. */
  mayChange: boolean
  password: ForeignHash | null
  emailVerifiedAt: Date | null
  createdAt: Date
  disabled: boolean
}

export type BadUser = { where: string; problem: string }

const HASH_PROBLEMS: Record<HashProblem, string> = {
  unknown: 'The password hash has a format that is not known here. Leave it out, or convert it.',
  too_costly: 'The password hash is malformed, or would take too long to check. Leave it out.',
  firebase_parameters:
    'A hash of Firebase needs its salt in a column of its own, and --firebase <file>.',
}

/** What Django and others write for an account without a password. */
const NO_PASSWORD = /^(|null|\\N|[!*].*)$/

/** Judges one user of a file by the rules of the sign-up page, except those for passwords. */
export function judgeUser(
  raw: RawUser,
  options: ImportOptions,
  now: Date,
): ImportableUser | BadUser {
  const { where, fields } = raw
  const bad = (problem: string): BadUser => ({ where, problem })
  const email = normaliseEmail(fields.email ?? '')
  if (email === null) return bad('Give a valid email, such as name@example.com.')
  if (!isEmailDomainAllowed(email, options.allowedEmailDomains)) {
    return bad('That email domain cannot be used here. See ALLOWED_EMAIL_DOMAINS.')
  }
  const named = usernameOf(fields.username, email, options)
  if (named === null) return bad(`Give a username of ${USERNAME_RULE}, or add --make-usernames.`)
  const name = normaliseName(nameOf(fields) || named.username)
  if (name === null) return bad(`Give a name of ${NAME_RULE}.`)
  const password = passwordOf(raw, options)
  if (typeof password === 'string') return bad(HASH_PROBLEMS[password])
  const verified = flagOf(fields.verified ?? '')
  if (verified === null) return bad('Say true, false or a time for the confirmed email.')
  const createdAt = (fields.createdAt ?? '').trim() === '' ? now : timeOf(fields.createdAt ?? '')
  if (createdAt === null || createdAt > now) {
    return bad('Give the time of creation as 2026-01-31T12:00:00Z, not in the future.')
  }
  const isVerified = options.emailsConfirmed || verified !== false
  const since = verified instanceof Date && verified <= now ? verified : now
  const id = (fields.id ?? '').trim().toLowerCase()
  return {
    ...{ where, id: isUuid(id) ? id : null, email, name, ...named, password, createdAt },
    emailVerifiedAt: isVerified ? since : null,
    disabled: isDisabled(fields),
  }
}

function usernameOf(typed: string | undefined, email: string, { makeUsernames }: ImportOptions) {
  const isGiven = (typed ?? '').trim() !== ''
  // Keycloak and others use the email as the username.
  const isEmail = normaliseEmail(typed ?? '') === email
  const username = isGiven && !isEmail ? normaliseUsername(typed ?? '') : null
  if (username !== null && !isReservedUsername(username))
    return { username, mayChange: makeUsernames }
  return isGiven && !isEmail && !makeUsernames
    ? null
    : { username: usernameFrom(email), mayChange: true }
}

function nameOf({ name = '', firstName = '', lastName = '' }: RawUser['fields']): string {
  return name.trim() || `${firstName.trim()} ${lastName.trim()}`.trim()
}

function passwordOf({ fields, keycloak }: RawUser, { firebase }: ImportOptions) {
  if (keycloak) return readKeycloakHash(keycloak)
  const hash = (fields.password ?? '').trim()
  return NO_PASSWORD.test(hash) ? null : readForeignHash(hash, { salt: fields.salt, firebase })
}

function isDisabled({ disabled = '', enabled }: RawUser['fields']): boolean {
  if (enabled !== undefined && enabled.trim() !== '') return flagOf(enabled) === false
  const flag = flagOf(disabled)
  return flag !== false
}
