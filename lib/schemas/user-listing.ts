import { z } from 'zod'
import { isUuid } from '@/lib/domain/accounts/identifiers'
import { isWellFormed } from '@/lib/domain/text'
import { USER_ORDERS, USER_STATES, type UserListing } from '@/lib/domain/accounts/user-listing'
import { ROLE_NAMES } from '@/lib/domain/accounts/roles'

/** Longer than any name, username or email can be. */
const MAX_SEARCH = 254

const text = z.string().catch('')
const userId = text.transform((value) => (isUuid(value) ? value : null))

/**
 * What an address asks of the list of users. It may come from anywhere, so nothing in it is an
 * error: what means nothing is as good as absent.
 */
export const userListingSchema = z
  .object({
    q: text.transform(searchable),
    role: z.enum(ROLE_NAMES).nullable().catch(null),
    state: z.enum(USER_STATES).nullable().catch(null),
    sort: z.enum(USER_ORDERS).catch('newest'),
    after: userId,
    before: userId,
  })
  .transform(({ q, role, state, sort, after, before }): UserListing => ({
    ...{ search: q, role, state, order: sort },
    cursor: after ? { after } : before ? { before } : null,
  }))

/** What can be looked for: no database takes a NUL, nor half a character. */
function searchable(typed: string): string {
  const whole = isWellFormed(typed) ? typed : ''
  return whole
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, MAX_SEARCH)
}
