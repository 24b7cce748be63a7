import type { UserFilter, UserState } from '@/lib/domain/accounts/user-listing'
import { Prisma } from '@/lib/data/generated/client'
import type { Database } from '@/lib/data/database/prisma'
import type { Role } from '@/lib/domain/accounts/roles'

/**
 * How many matches a search looks at, at the most. With it a search costs the same whether a
 * thousand people are registered or a million.
 */
export const SEARCH_LIMIT = 2000

/** What was typed, as the terms of users are spelled. */
export type Needles = { text: string; words: string }

/** Folds what was typed by the database's own functions, which folded the terms too. */
export async function foldSearch(database: Database, typed: string): Promise<Needles> {
  const [needles] = await database.$queryRaw<Needles[]>`
    SELECT search_text(${typed}) AS text, search_name(${typed}) AS words`
  return needles ?? { text: '', words: '' }
}

/**
 * Ids of the users of whom some term begins as was typed, at most {@link SEARCH_LIMIT} terms of
 * them: one bounded range of an index for each kind of term.
 */
export function matchingTerms(needles: Needles, filter: UserFilter, now: Date): Prisma.Sql {
  const { text, words } = needles
  const ranges = [
    // As a username is written on the pages, with its sign, or without.
    termsFrom(Prisma.sql`'USERNAME'`, text.replace(/^@/, ''), filter, now),
    termsFrom(Prisma.sql`'EMAIL'`, text, filter, now),
    termsFrom(Prisma.sql`'NAME'`, words, filter, now),
    termsFrom(Prisma.sql`'WORD'`, words, filter, now),
    ...(text.startsWith('@') ? [termsFrom(Prisma.sql`'DOMAIN'`, text, filter, now)] : []),
  ].flat()
  if (ranges.length === 0) return Prisma.sql`SELECT NULL::uuid AS "userId" WHERE false`
  return Prisma.sql`${Prisma.join(ranges, ' UNION ALL ')} LIMIT ${SEARCH_LIMIT}`
}

/** Follows every character there is: the end of what begins with a prefix, byte by byte. */
const LAST_CHARACTER = '\u{10FFFF}'

function termsFrom(kind: Prisma.Sql, prefix: string, filter: UserFilter, now: Date): Prisma.Sql[] {
  if (prefix === '') return []
  return [
    Prisma.sql`(
      SELECT t."userId" FROM user_terms t
       WHERE t.kind = ${kind} AND t.term >= ${prefix} AND t.term < ${prefix + LAST_CHARACTER}
         AND ${isAskedFor(Prisma.sql`t`, filter, now)}
       ORDER BY t.term, t."userId" LIMIT ${SEARCH_LIMIT})`,
  ]
}

/** Written out, as below; a new role is missing here until it has a line. */
const HAS_ROLE: Record<Role, (row: Prisma.Sql) => Prisma.Sql> = {
  USER: (row) => Prisma.sql`${row}.role = 'USER'`,
  ADMIN: (row) => Prisma.sql`${row}.role = 'ADMIN'`,
}

/**
 * The condition on a user, or on a term of one. Written out, never as parameters, so that PostgreSQL
 * sees which partial index answers it.
 */
export function isAskedFor(row: Prisma.Sql, { role, state }: UserFilter, now: Date): Prisma.Sql {
  const conditions = [
    ...(role === null ? [] : [HAS_ROLE[role](row)]),
    ...(state === null ? [] : [isInState(row, state, now)]),
  ]
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND ')
}

/**
 * As `stateOf` in lib/domain/accounts/account-state.ts, for many at once. That nobody is disabled from some
 * future moment on is left unsaid: PostgreSQL would take it for a rare coincidence, and sort them all.
 */
function isInState(row: Prisma.Sql, state: UserState, now: Date): Prisma.Sql {
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
