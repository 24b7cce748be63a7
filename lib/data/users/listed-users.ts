import type { UserCursor, UserFilter, UserOrder } from '@/lib/domain/accounts/user-listing'
import { Prisma } from '@/lib/data/generated/client'
import type { Database } from '@/lib/data/database/prisma'
import { isAskedFor, matchingTerms, SEARCH_LIMIT, type Needles } from './user-search'
import type { AccountColumns } from './account-columns'

/** Counting stops here: nobody reads a longer list to its end. */
export const COUNT_LIMIT = 1000

export type ListedUser = AccountColumns & { createdAt: Date }

/** A listing whose search is folded and whose cursor is a place in its order. */
export type PlacedListing = UserFilter & {
  needles: Needles | null
  order: UserOrder
  place: Place | null
}

/** Just beside a user: their id, and what the order goes by. */
export type Place = { side: 'after' | 'before'; id: string; key: Date | string }

/**
 * Where a cursor stands in an order. Only an id travels in the address: what the order goes by may
 * be somebody's name.
 *
 * @returns null when that user is gone
 */
export async function findPlace(
  database: Database,
  cursor: UserCursor,
  order: UserOrder,
): Promise<Place | null> {
  const [side, id] =
    'after' in cursor ? ['after' as const, cursor.after] : ['before' as const, cursor.before]
  const [row] = await database.$queryRaw<{ key: Date | string }[]>`
    SELECT ${KEYS[order]} AS key FROM users u WHERE u.id = ${id}::uuid`
  return row ? { side, id, key: row.key } : null
}

/** What each order goes by. */
const KEYS = {
  newest: Prisma.sql`u."createdAt"`,
  name: Prisma.sql`search_name(u.name) COLLATE "C"`,
  email: Prisma.sql`search_text(u.email) COLLATE "C"`,
} as const satisfies Record<UserOrder, Prisma.Sql>

/**
 * Users in the order asked for, beginning at the place.
 *
 * @param limit how many at the most
 */
export async function listUserPage(
  database: Database,
  listing: PlacedListing,
  limit: number,
  now: Date,
): Promise<ListedUser[]> {
  const rows = await database.$queryRaw<ListedUser[]>(userPageQuery(listing, limit, now))
  return listing.place?.side === 'before' ? rows.reverse() : rows
}

const COLUMNS = Prisma.sql`u.id, u.name, u.username, u.email, u.image, u.role::text AS role,
  u."emailVerifiedAt", u."disabledAt", u."disabledUntil", u."createdAt"`

/**
 * The query of one page. It reads what it shows and little more, however many users there are: a
 * walk along the index of the order, or the bounded matches of a search. The test that holds this
 * asks PostgreSQL for its plan.
 */
export function userPageQuery(listing: PlacedListing, limit: number, now: Date): Prisma.Sql {
  const { needles, order } = listing
  if (needles) {
    return Prisma.sql`
      WITH matching AS MATERIALIZED (
        SELECT DISTINCT "userId" FROM (${matchingTerms(needles, listing, now)}) hits)
      SELECT ${COLUMNS} FROM matching JOIN users u ON u.id = matching."userId"
       ${pageOf(listing, KEYS[order], Prisma.sql`u.id`, Prisma.sql`true`, limit)}`
  }
  if (order === 'newest') {
    const asked = isAskedFor(Prisma.sql`u`, listing, now)
    return Prisma.sql`SELECT ${COLUMNS} FROM users u
      ${pageOf(listing, KEYS.newest, Prisma.sql`u.id`, asked, limit)}`
  }
  const kind = order === 'name' ? Prisma.sql`'NAME'` : Prisma.sql`'EMAIL'`
  const asked = Prisma.sql`t.kind = ${kind} AND ${isAskedFor(Prisma.sql`t`, listing, now)}`
  return Prisma.sql`SELECT ${COLUMNS} FROM user_terms t JOIN users u ON u.id = t."userId"
    ${pageOf(listing, Prisma.sql`t.term`, Prisma.sql`t."userId"`, asked, limit)}`
}

function pageOf(
  { order, place }: PlacedListing,
  key: Prisma.Sql,
  id: Prisma.Sql,
  asked: Prisma.Sql,
  limit: number,
): Prisma.Sql {
  const isDescending = (order === 'newest') !== (place?.side === 'before')
  const [direction, beyond] = isDescending
    ? [Prisma.sql`DESC`, Prisma.sql`<`]
    : [Prisma.sql`ASC`, Prisma.sql`>`]
  const isBeyond = place
    ? Prisma.sql`(${key}, ${id}) ${beyond} (${place.key}, ${place.id}::uuid)`
    : Prisma.sql`true`
  return Prisma.sql`WHERE ${asked} AND ${isBeyond}
    ORDER BY ${key} ${direction}, ${id} ${direction} LIMIT ${limit}`
}

export type UserCount = {
  count: number
  /** There are more than that: nobody has looked how many. */
  isMore: boolean
}

/** How many users a listing has, counted no further than is worth the work. */
export async function countListedUsers(
  database: Database,
  listing: Pick<PlacedListing, 'needles' | 'role' | 'state'>,
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
  listing: Pick<PlacedListing, 'needles' | 'role' | 'state'>,
  now: Date,
): Prisma.Sql {
  if (listing.needles) {
    return Prisma.sql`SELECT count(DISTINCT "userId")::int AS count, count(*)::int AS read
      FROM (${matchingTerms(listing.needles, listing, now)}) hits`
  }
  return Prisma.sql`SELECT count(*)::int AS count, count(*)::int AS read FROM (
    SELECT u.id FROM users u WHERE ${isAskedFor(Prisma.sql`u`, listing, now)}
     ORDER BY u."createdAt" DESC LIMIT ${COUNT_LIMIT + 1}) counted`
}
