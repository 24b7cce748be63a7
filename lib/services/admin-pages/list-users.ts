import type { Viewer } from '@/lib/services/viewer'
import {
  countListedUsers,
  findPosition,
  listUserPage,
  type ListedUser,
  type PositionedListing,
} from '@/lib/data/users/listed-users'
import { prisma } from '@/lib/data/database/prisma'
import { foldSearch } from '@/lib/data/users/user-search'
import { searchedText } from '@/lib/domain/accounts/searched-text'
import type { UserListing } from '@/lib/domain/accounts/user-listing'
import { isAdministrator } from '@/lib/domain/accounts/roles'

export const USERS_PER_PAGE = 25

export type UserList = {
  users: ListedUser[]
  /** Of the whole list. Counting stops at a limit; see `isMore`. */
  total: { count: number; isMore: boolean }
  /** Whether there is a previous and a next page. */
  hasPrevious: boolean
  hasNext: boolean
}

/** One page of the requested users; null unless the viewer is an administrator. */
export async function listUsers(
  viewer: Viewer,
  listing: UserListing,
  now: Date,
): Promise<UserList | null> {
  if (!isAdministrator(viewer.role)) return null
  const database = prisma()
  const { search, role, state, twoFactor, order, cursor } = listing
  const [needles, position] = await Promise.all([
    search === '' ? null : foldSearch(database, searchedText(search)),
    cursor && findPosition(database, cursor, order),
  ])
  const positioned: PositionedListing = { needles, role, state, twoFactor, order, position }
  // One extra row shows whether there is another page.
  const [rows, total] = await Promise.all([
    listUserPage(database, positioned, USERS_PER_PAGE + 1, now),
    countListedUsers(database, positioned, now),
  ])
  const hasMore = rows.length > USERS_PER_PAGE
  if (position?.side === 'before') {
    return { users: rows.slice(-USERS_PER_PAGE), total, hasPrevious: hasMore, hasNext: true }
  }
  return {
    users: rows.slice(0, USERS_PER_PAGE),
    total,
    hasPrevious: position !== null,
    hasNext: hasMore,
  }
}
