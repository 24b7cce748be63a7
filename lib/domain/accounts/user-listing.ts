import { isDisabled, type Account, type Disablement } from './account-state'
import type { Role } from './roles'

/** The order of the list: newest first, or by a column. */
export const USER_ORDERS = ['newest', 'name', 'email'] as const
export type UserOrder = (typeof USER_ORDERS)[number]

/** Every user has exactly one status. Disabled takes precedence over unverified. */
export const USER_STATUSES = ['active', 'disabled', 'unverified'] as const
export type UserStatus = (typeof USER_STATUSES)[number]

/** Filters for the list of users. Null does not filter. */
export type UserFilter = { role: Role | null; state: UserStatus | null }

/** Where a page begins: next to the last user of the page before it, or the first of the one after. */
export type UserCursor = { after: string } | { before: string }

export type UserListing = UserFilter & {
  /** As typed; empty for all users. */
  search: string
  order: UserOrder
  /** Null for the first page. */
  cursor: UserCursor | null
}

/** The path of another page of the same list. */
export function userListingPath(listing: UserListing, cursor: UserCursor): string {
  const { search, role, state, order } = listing
  const query = new URLSearchParams({
    ...(search === '' ? {} : { q: search }),
    ...(role === null ? {} : { role }),
    ...(state === null ? {} : { state }),
    ...(order === 'newest' ? {} : { sort: order }),
    ...cursor,
  })
  return `/admin/users?${query.toString()}`
}

/** The status of an account, regardless of the installation's rules. */
export function accountStatus(
  account: Disablement & Pick<Account, 'emailVerifiedAt'>,
  now: Date,
): UserStatus {
  if (isDisabled(account, now)) return 'disabled'
  return account.emailVerifiedAt === null ? 'unverified' : 'active'
}
