import {
  orderOf,
  type UserColumn,
  type UserCursor,
  type UserFilter,
  type UserOrder,
} from '@/lib/domain/accounts/user-listing'
import { Prisma } from '@/lib/data/generated/client'
import type { Database } from '@/lib/data/database/prisma'
import { matchesFilter, matchingUsers, SEARCH_LIMIT, type Needles } from './user-search'
import type { AccountColumns } from './account-columns'

/** Counting stops here, to bound the work. */
const COUNT_LIMIT = 1000

export type ListedUser = AccountColumns & { createdAt: Date }

/** A listing with its search term folded and its cursor resolved to a position. */
export type PositionedListing = UserFilter & {
  needles: Needles | null
  order: UserOrder
  position: Position | null
}

/** The position before or after a user, with the user's sort key. */
export type Position = { side: 'after' | 'before'; id: string; key: Date | string }

/**
 * Resolves a cursor to a position. URLs carry only an id, because the sort key may be somebody's name.
 *
 * @returns null when the user no longer exists
 */
export async function findPosition(
  database: Database,
  cursor: UserCursor,
  order: UserOrder,
): Promise<Position | null> {
  const [side, id] =
    'after' in cursor ? ['after' as const, cursor.after] : ['before' as const, cursor.before]
  const [row] = await database.$queryRaw<{ key: Date | string }[]>`
    SELECT ${keyOf(order)} AS key FROM users u WHERE u.id = ${id}::uuid`
  return row ? { side, id, key: row.key } : null
}

/** The sort key of each column. */
const KEYS = {
  joined: Prisma.sql`u."createdAt"`,
  name: Prisma.sql`search_name(u.name) COLLATE "C"`,
  email: Prisma.sql`search_text(u.email) COLLATE "C"`,
} as const satisfies Record<UserColumn, Prisma.Sql>

const keyOf = (order: UserOrder) => KEYS[orderOf(order).column]

/** One page of users in the requested order, starting at the position; at most `limit`. */
export async function listUserPage(
  database: Database,
  listing: PositionedListing,
  limit: number,
  now: Date,
): Promise<ListedUser[]> {
  const rows = await database.$queryRaw<ListedUser[]>(userPageQuery(listing, limit, now))
  return listing.position?.side === 'before' ? rows.reverse() : rows
}

const COLUMNS = Prisma.sql`u.id, u.name, u.username, u.email, u.image, u.role::text AS role,
  u."emailVerifiedAt", u."disabledAt", u."disabledUntil", u."twoFactorEnabledAt", u."passkeysEnabledAt", u."createdAt"`

/**
 * The query for one page. It reads little more than it returns, however many users there are: a range
 * of the order's index, or the bounded matches of a search. A test checks PostgreSQL's plan for it.
 *
 * Matches are looked up one by one, which `OFFSET 0` ensures: with a plain join the planner reads the
 * whole table once there are many.
 */
export function userPageQuery(listing: PositionedListing, limit: number, now: Date): Prisma.Sql {
  const { needles, order } = listing
  if (needles) {
    return Prisma.sql`
      WITH matching AS MATERIALIZED (
        SELECT DISTINCT "userId" FROM (${matchingUsers(needles, listing, now)}) hits)
      SELECT u.* FROM matching CROSS JOIN LATERAL (
        SELECT ${COLUMNS} FROM users u WHERE u.id = matching."userId" OFFSET 0) AS u
       ${pageOf(listing, keyOf(order), Prisma.sql`u.id`, Prisma.sql`true`, limit)}`
  }
  const { column } = orderOf(order)
  if (column === 'joined') {
    const asked = matchesFilter(Prisma.sql`u`, listing, now)
    return Prisma.sql`SELECT ${COLUMNS} FROM users u
      ${pageOf(listing, KEYS.joined, Prisma.sql`u.id`, asked, limit)}`
  }
  const kind = column === 'name' ? Prisma.sql`'NAME'` : Prisma.sql`'EMAIL'`
  const asked = Prisma.sql`t.kind = ${kind} AND ${matchesFilter(Prisma.sql`t`, listing, now)}`
  return Prisma.sql`SELECT ${COLUMNS} FROM user_terms t JOIN users u ON u.id = t."userId"
    ${pageOf(listing, Prisma.sql`t.term`, Prisma.sql`t."userId"`, asked, limit)}`
}

function pageOf(
  { order, position }: PositionedListing,
  key: Prisma.Sql,
  id: Prisma.Sql,
  asked: Prisma.Sql,
  limit: number,
): Prisma.Sql {
  const isDescending = orderOf(order).isDescending !== (position?.side === 'before')
  const [direction, beyond] = isDescending
    ? [Prisma.sql`DESC`, Prisma.sql`<`]
    : [Prisma.sql`ASC`, Prisma.sql`>`]
  const isBeyond = position
    ? Prisma.sql`(${key}, ${id}) ${beyond} (${position.key}, ${position.id}::uuid)`
    : Prisma.sql`true`
  return Prisma.sql`WHERE ${asked} AND ${isBeyond}
    ORDER BY ${key} ${direction}, ${id} ${direction} LIMIT ${limit}`
}

export type UserCount = {
  count: number
  /** There are more than `count`. */
  isMore: boolean
}

/** The number of users in a listing, counted up to a limit. */
export async function countListedUsers(
  database: Database,
  listing: Pick<PositionedListing, 'needles' | 'role' | 'state' | 'twoFactor'>,
  now: Date,
): Promise<UserCount> {
  const [row] = await database.$queryRaw<{ count: number; read: number }[]>(
    userCountQuery(listing, now),
  )
  const { count = 0, read = 0 } = row ?? {}
  if (listing.needles) return { count, isMore: read === SEARCH_LIMIT }
  return { count: Math.min(count, COUNT_LIMIT), isMore: count > COUNT_LIMIT }
}

export function userCountQuery(
  listing: Pick<PositionedListing, 'needles' | 'role' | 'state' | 'twoFactor'>,
  now: Date,
): Prisma.Sql {
  if (listing.needles) {
    return Prisma.sql`SELECT count(DISTINCT "userId")::int AS count, count(*)::int AS read
      FROM (${matchingUsers(listing.needles, listing, now)}) hits`
  }
  return Prisma.sql`SELECT count(*)::int AS count, count(*)::int AS read FROM (
    SELECT u.id FROM users u WHERE ${matchesFilter(Prisma.sql`u`, listing, now)}
     ORDER BY u."createdAt" DESC LIMIT ${COUNT_LIMIT + 1}) counted`
}
