import type { Role } from './roles'

/** How people are listed: newest first, or by what stands in the column. */
export const USER_ORDERS = ['newest', 'name', 'email'] as const
export type UserOrder = (typeof USER_ORDERS)[number]

/** Everybody is in exactly one: who is disabled counts as that, confirmed or not. */
export const USER_STATES = ['active', 'disabled', 'unverified'] as const
export type UserState = (typeof USER_STATES)[number]

/** Which users are asked for. Null leaves a question open. */
export type UserFilter = { role: Role | null; state: UserState | null }

/** Where a page of a list begins: beside a user of the page before or after it. */
export type UserCursor = { after: string } | { before: string }

export type UserListing = UserFilter & {
  /** As typed; empty for everybody. */
  search: string
  order: UserOrder
  /** Null for the first page. */
  cursor: UserCursor | null
}

/** The address of another page of the same list. */
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
