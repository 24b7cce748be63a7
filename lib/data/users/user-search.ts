import type { TwoFactorState, UserFilter, UserStatus } from '@/lib/domain/accounts/user-listing'
import { Prisma } from '@/lib/data/generated/client'
import type { Database } from '@/lib/data/database/prisma'
import type { Role } from '@/lib/domain/accounts/roles'
import { codePointCount } from '@/lib/domain/text'

/**
 * The maximum number of matches a search reads of each kind, so that its cost does not grow with the
 * users.
 */
export const SEARCH_LIMIT = 2000

/** Shorter ones are too common to be looked for within words. */
const SHORTEST_PART = 3

/** The search text, folded in the two ways that terms are: for names, and for everything else. */
export type Needles = { text: string; words: string }

/** Folds the search text with the same database functions that folded the terms. */
export async function foldSearch(database: Database, typed: string): Promise<Needles> {
  const [needles] = await database.$queryRaw<Needles[]>`
    SELECT search_text(${typed}) AS text, search_name(${typed}) AS words`
  return needles ?? { text: '', words: '' }
}

/**
 * The ids of users with the search text in any part of their name, username or email, from at most
 * {@link SEARCH_LIMIT} matches. A text of one or two characters has to be at the start: of a word in a
 * name, a username, an email or its domain.
 */
export function matchingUsers(needles: Needles, filter: UserFilter, now: Date): Prisma.Sql {
  const { text, words } = needles
  const startsWith = (kind: Prisma.Sql, prefix: string) => termsFrom(kind, prefix, filter, now)
  if (isPart(text) && text === words) return usersWith(text, [EMAIL, USERNAME, NAME], filter, now)
  const ranges = [
    ...(isPart(text)
      ? [usersWith(text, [EMAIL, USERNAME], filter, now)]
      : [
          // With or without the @ that pages show before a username.
          ...startsWith(Prisma.sql`'USERNAME'`, text.replace(/^@/, '')),
          ...startsWith(Prisma.sql`'EMAIL'`, text),
          ...(text.startsWith('@') ? startsWith(Prisma.sql`'DOMAIN'`, text) : []),
        ]),
    ...(isPart(words)
      ? [usersWith(words, [NAME], filter, now)]
      : [...startsWith(Prisma.sql`'NAME'`, words), ...startsWith(Prisma.sql`'WORD'`, words)]),
  ]
  if (ranges.length === 0) return Prisma.sql`SELECT NULL::uuid AS "userId" WHERE false`
  return Prisma.sql`
    SELECT "userId" FROM (${Prisma.join(ranges, ' UNION ALL ')}) AS found LIMIT ${SEARCH_LIMIT}`
}

const isPart = (needle: string) => codePointCount(needle) >= SHORTEST_PART

/* As `search_texts` in the database gives them. */
const EMAIL = Prisma.sql`search_text(u.email)`
const USERNAME = Prisma.sql`'@' || search_text(u.username)`
const NAME = Prisma.sql`search_name(u.name)`

/** Users whom an index finds by every three characters of the needle, and who do have it in one piece. */
function usersWith(
  needle: string,
  fields: readonly Prisma.Sql[],
  filter: UserFilter,
  now: Date,
): Prisma.Sql {
  const isIn = fields.map((field) => Prisma.sql`strpos(${field}, ${needle}) > 0`)
  return Prisma.sql`(
    SELECT u.id AS "userId" FROM users u
     WHERE search_grams(VARIADIC search_texts(u.email, u.username, u.name)) @> search_grams(${needle})
       AND (${Prisma.join(isIn, ' OR ')}) AND ${matchesFilter(Prisma.sql`u`, filter, now)}
     LIMIT ${SEARCH_LIMIT})`
}

/** What names somebody. */
export type NamedUser = { id: string; username: string; name: string }

/** Users with the search text in any part of what they are found by, those it names exactly first. */
export async function listMatchingUsers(
  database: Database,
  needles: Needles,
  limit: number,
  now: Date,
): Promise<NamedUser[]> {
  const everybody = { role: null, state: null, twoFactor: null }
  return database.$queryRaw<NamedUser[]>`
    SELECT u.id, u.username, u.name
      FROM (SELECT DISTINCT "userId" FROM (${matchingUsers(needles, everybody, now)}) hits) AS matching
     CROSS JOIN LATERAL (
       SELECT id, username, name, email FROM users WHERE id = matching."userId" OFFSET 0) AS u
     ORDER BY ${needles.text} IN (${EMAIL}, search_text(u.username), ${USERNAME}) DESC, u.username
     LIMIT ${limit}`
}

/** Sorts after every other character, so it marks the end of a prefix range. */
const LAST_CHARACTER = '\u{10FFFF}'

function termsFrom(kind: Prisma.Sql, prefix: string, filter: UserFilter, now: Date): Prisma.Sql[] {
  if (prefix === '') return []
  return [
    Prisma.sql`(
      SELECT t."userId" FROM user_terms t
       WHERE t.kind = ${kind} AND t.term >= ${prefix} AND t.term < ${prefix + LAST_CHARACTER}
         AND ${matchesFilter(Prisma.sql`t`, filter, now)}
       ORDER BY t.term, t."userId" LIMIT ${SEARCH_LIMIT})`,
  ]
}

/** Literals, for the reason given below; the type requires a line for every role. */
const HAS_ROLE: Record<Role, (row: Prisma.Sql) => Prisma.Sql> = {
  USER: (row) => Prisma.sql`${row}.role = 'USER'`,
  ADMIN: (row) => Prisma.sql`${row}.role = 'ADMIN'`,
}

const HAS_TWO_FACTOR: Record<TwoFactorState, (row: Prisma.Sql) => Prisma.Sql> = {
  on: (row) => Prisma.sql`${row}."twoFactorEnabledAt" IS NOT NULL`,
  off: (row) => Prisma.sql`${row}."twoFactorEnabledAt" IS NULL`,
}

/**
 * The filter as a condition on a row of users or user_terms. It uses literals instead of parameters, so
 * that PostgreSQL can use the matching partial index.
 */
export function matchesFilter(
  row: Prisma.Sql,
  { role, state, twoFactor }: UserFilter,
  now: Date,
): Prisma.Sql {
  const conditions = [
    ...(role === null ? [] : [HAS_ROLE[role](row)]),
    ...(state === null ? [] : [isInState(row, state, now)]),
    ...(twoFactor === null ? [] : [HAS_TWO_FACTOR[twoFactor](row)]),
  ]
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND ')
}

/** As `accountStatus` in lib/domain/accounts/user-listing.ts, in SQL. */
function isInState(row: Prisma.Sql, state: UserStatus, now: Date): Prisma.Sql {
  const isDisabled = Prisma.sql`${row}."disabledAt" IS NOT NULL
    AND (${row}."disabledUntil" IS NULL OR ${row}."disabledUntil" > ${now})`
  const isEnabled = Prisma.sql`(${row}."disabledAt" IS NULL OR ${row}."disabledUntil" <= ${now})`
  switch (state) {
    case 'disabled':
      return isDisabled
    case 'unverified':
      return Prisma.sql`${row}."emailVerifiedAt" IS NULL AND ${isEnabled}`
    case 'active':
      return Prisma.sql`${row}."emailVerifiedAt" IS NOT NULL AND ${isEnabled}`
  }
}
