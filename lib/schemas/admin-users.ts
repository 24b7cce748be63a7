import * as z from 'zod'
import { isUuid } from '@/lib/domain/accounts/identifiers'
import { ROLE_NAMES } from '@/lib/domain/accounts/roles'
import {
  TWO_FACTOR_STATES,
  USER_ORDERS,
  USER_STATUSES,
  type UserListing,
} from '@/lib/domain/accounts/user-listing'
import { isRealDay } from '@/lib/domain/time'
import { codePointCount, hasUnsafeCharacters, isWellFormed } from '@/lib/domain/text'

const REASON_MAX = 200

/** The format of a `datetime-local` field, which includes seconds only if they were typed. */
const LOCAL_DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/

/** A space in place of what could change how the text around it is displayed. */
const onOneLine = (text: string) =>
  Array.from(text, (character) => (hasUnsafeCharacters(character) ? ' ' : character))
    .join('')
    .trim()

/**
 * Optional text of one line. Control characters and those that turn the direction of text become spaces,
 * and what PostgreSQL cannot store, such as a lone surrogate, is refused.
 *
 * @param max in Unicode code points
 */
const textField = (max: number) =>
  z
    .string({ error: `Use at most ${max} characters.` })
    .max(2 * max, `Use at most ${max} characters.`)
    .refine(isWellFormed, 'This contains an invalid character. Type it again.')
    .transform(onOneLine)
    .refine((text) => codePointCount(text) <= max, `Use at most ${max} characters.`)

const reasonField = textField(REASON_MAX).refine((reason) => reason !== '', 'Enter a reason.')

export const resetTwoFactorSchema = z.object({ reason: reasonField })

export const disableUserSchema = z.object({
  reason: reasonField,
  /** Read as UTC: without JavaScript the viewer's time zone is unknown. */
  until: z
    .string()
    .default('')
    .transform((typed, context) => {
      if (typed.trim() === '') return null
      const until = LOCAL_DATE_TIME.test(typed) ? new Date(`${typed}Z`) : new Date(Number.NaN)
      if (isRealDay(typed.slice(0, 10)) && !Number.isNaN(until.getTime())) return until
      context.addIssue('Enter a date and time, such as 2026-12-31T18:00.')
      return z.NEVER
    }),
})

/** Longer than any name, username or email can be. */
const MAX_SEARCH = 254

const text = z.string().catch('')
const userId = text.transform((value) => (isUuid(value) ? value : null))

/**
 * The query of the list of users. It is untrusted, and an invalid parameter is ignored instead of
 * refused.
 */
export const userListingSchema = z
  .object({
    q: text.transform(searchable),
    role: z.enum(ROLE_NAMES).nullable().catch(null),
    state: z.enum(USER_STATUSES).nullable().catch(null),
    twoFactor: z.enum(TWO_FACTOR_STATES).nullable().catch(null),
    sort: z.enum(USER_ORDERS).catch('newest'),
    after: userId,
    before: userId,
  })
  .transform(({ q, role, state, twoFactor, sort, after, before }): UserListing => ({
    ...{ search: q, role, state, twoFactor, order: sort },
    cursor: after ? { after } : before ? { before } : null,
  }))

/**
 * A search as PostgreSQL accepts it: without NUL, other control characters, and lone surrogates.
 *
 * @returns trimmed, and no longer than what is searched; empty for a damaged text
 */
export function searchable(typed: string): string {
  const valid = isWellFormed(typed) ? typed : ''
  return onOneLine(valid).slice(0, MAX_SEARCH)
}
