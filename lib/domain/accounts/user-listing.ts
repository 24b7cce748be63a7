import { isDisabled, type Account, type Disablement } from './account-state'
import type { Role } from './roles'

export type UserColumn = 'name' | 'email' | 'joined'

/** Each order of the list: by a column, upwards or downwards. */
const ORDERS = {
  newest: { column: 'joined', isDescending: true },
  oldest: { column: 'joined', isDescending: false },
  name: { column: 'name', isDescending: false },
  'name-down': { column: 'name', isDescending: true },
  email: { column: 'email', isDescending: false },
  'email-down': { column: 'email', isDescending: true },
} as const satisfies Record<string, { column: UserColumn; isDescending: boolean }>

export type UserOrder = keyof typeof ORDERS
export const USER_ORDERS = Object.keys(ORDERS) as [UserOrder, ...UserOrder[]]

/** What an order sorts by, and whether downwards. */
export function orderOf(order: UserOrder): { column: UserColumn; isDescending: boolean } {
  return ORDERS[order]
}

/** The order that a column's heading leads to: its other one when the list is sorted by it already. */
export function nextOrder(column: UserColumn, current: UserOrder): UserOrder {
  const [first, other] = USER_ORDERS.filter((order) => ORDERS[order].column === column)
  return (current === first ? other : first) ?? current
}

/** Every user has exactly one status. Disabled takes precedence over unverified. */
export const USER_STATUSES = ['active', 'disabled', 'unverified'] as const
export type UserStatus = (typeof USER_STATUSES)[number]

/** Whether somebody has turned on two-factor. */
export const TWO_FACTOR_STATES = ['on', 'off'] as const
export type TwoFactorState = (typeof TWO_FACTOR_STATES)[number]

/** Filters for the list of users. Null does not filter. */
export type UserFilter = {
  role: Role | null
  state: UserStatus | null
  twoFactor: TwoFactorState | null
}

/** Where a page begins: next to the last user of the page before it, or the first of the one after. */
export type UserCursor = { after: string } | { before: string }

export type UserListing = UserFilter & {
  /** As typed; empty for all users. */
  search: string
  order: UserOrder
  /** Null for the first page. */
  cursor: UserCursor | null
}

/** The path of a page of the list; of its first one without a cursor. */
export function userListingPath(listing: UserListing, cursor: UserCursor | null): string {
  const { search, role, state, twoFactor, order } = listing
  const query = new URLSearchParams({
    ...(search === '' ? {} : { q: search }),
    ...(role === null ? {} : { role }),
    ...(state === null ? {} : { state }),
    ...(twoFactor === null ? {} : { twoFactor }),
    ...(order === 'newest' ? {} : { sort: order }),
    ...cursor,
  }).toString()
  return query === '' ? '/admin/users' : `/admin/users?${query}`
}

/** The status of an account, regardless of the installation's rules. */
export function accountStatus(
  account: Disablement & Pick<Account, 'emailVerifiedAt'>,
  now: Date,
): UserStatus {
  if (isDisabled(account, now)) return 'disabled'
  return account.emailVerifiedAt === null ? 'unverified' : 'active'
}
