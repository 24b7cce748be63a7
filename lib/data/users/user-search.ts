import type { UserFilter, UserStatus } from '@/lib/domain/accounts/user-listing'
import { Prisma } from '@/lib/data/generated/client'
import type { Database } from '@/lib/data/database/prisma'
import type { Role } from '@/lib/domain/accounts/roles'

/** The maximum number of matching terms a search reads, so that its cost does not grow with the users. */
export const SEARCH_LIMIT = 2000

/** The search text, folded in the two ways that terms are. */
export type Needles = { text: string; words: string }

/** Folds the search text with the same database functions that folded the terms. */
export async function foldSearch(database: Database, typed: string): Promise<Needles> {
  const [needles] = await database.$queryRaw<Needles[]>`
    SELECT search_text(${typed}) AS text, search_name(${typed}) AS words`
  return needles ?? { text: '', words: '' }
}

/**
 * The ids of users with a term that starts with the search text, from at most {@link SEARCH_LIMIT}
 * terms: one bounded index range for each kind of term.
 */
export function matchingTerms(needles: Needles, filter: UserFilter, now: Date): Prisma.Sql {
  const { text, words } = needles
  const ranges = [
    // With or without the @ that pages show before a username.
    termsFrom(Prisma.sql`'USERNAME'`, text.replace(/^@/, ''), filter, now),
    termsFrom(Prisma.sql`'EMAIL'`, text, filter, now),
    termsFrom(Prisma.sql`'NAME'`, words, filter, now),
    termsFrom(Prisma.sql`'WORD'`, words, filter, now),
    ...(text.startsWith('@') ? [termsFrom(Prisma.sql`'DOMAIN'`, text, filter, now)] : []),
  ].flat()
  if (ranges.length === 0) return Prisma.sql`SELECT NULL::uuid AS "userId" WHERE false`
  return Prisma.sql`${Prisma.join(ranges, ' UNION ALL ')} LIMIT ${SEARCH_LIMIT}`
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

/**
 * The filter as a condition on a row of users or user_terms. It uses literals instead of parameters, so
 * that PostgreSQL can use the matching partial index.
 */
export function matchesFilter(row: Prisma.Sql, { role, state }: UserFilter, now: Date): Prisma.Sql {
  const conditions = [
    ...(role === null ? [] : [HAS_ROLE[role](row)]),
    ...(state === null ? [] : [isInState(row, state, now)]),
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
