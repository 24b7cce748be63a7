import { z } from 'zod'
import { codePointCount, isWellFormed } from '@/lib/domain/text'

const REASON_MAX = 200

/** As a `datetime-local` field sends it; seconds only where somebody typed them. */
const LOCAL_MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/

export const disableUserSchema = z.object({
  reason: z
    .string('Say why.')
    .max(2 * REASON_MAX, `Use at most ${REASON_MAX} characters.`)
    .refine(isWellFormed, 'Some character is broken. Type it again.')
    .transform((typed) => typed.replaceAll(/\p{Cc}/gu, ' ').trim())
    .refine((reason) => reason !== '', 'Say why, for whoever looks at this later.')
    .refine(
      (reason) => codePointCount(reason) <= REASON_MAX,
      `Use at most ${REASON_MAX} characters.`,
    ),
  /** Taken as UTC: without a script nobody knows the clock on somebody's wall. */
  until: z
    .string()
    .default('')
    .transform((typed, context) => {
      if (typed.trim() === '') return null
      const moment = LOCAL_MOMENT.test(typed) ? new Date(`${typed}Z`) : new Date(Number.NaN)
      if (!Number.isNaN(moment.getTime())) return moment
      context.addIssue('Use a date and a time, such as 2026-12-31T18:00.')
      return z.NEVER
    }),
})
