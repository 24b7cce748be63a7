import type { UserListing } from '@/lib/domain/accounts/user-listing'

/** The list of users as it opens: everybody, the newest first. */
export const EVERYBODY: UserListing = {
  search: '',
  role: null,
  state: null,
  twoFactor: null,
  order: 'newest',
  cursor: null,
}
