import { z } from 'zod'
import { codePointCount, isWellFormed } from '@/lib/domain/text'

const REASON_MAX = 200

/** As a `datetime-local` field sends it; seconds only where somebody typed them. */
const LOCAL_MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/

export const disableUserSchema = z.object({
  reason: z
    .string('Enter a reason.')
    .max(2 * REASON_MAX, `Use at most ${REASON_MAX} characters.`)
    .refine(isWellFormed, 'The reason contains an invalid character. Type it again.')
    .transform((typed) => typed.replaceAll(/\p{Cc}/gu, ' ').trim())
    .refine((reason) => reason !== '', 'Enter a reason.')
    .refine(
      (reason) => codePointCount(reason) <= REASON_MAX,
      `Use at most ${REASON_MAX} characters.`,
    ),
  /** Read as UTC: without JavaScript the viewer's time zone is unknown. */
  until: z
    .string()
    .default('')
    .transform((typed, context) => {
      if (typed.trim() === '') return null
      const moment = LOCAL_MOMENT.test(typed) ? new Date(`${typed}Z`) : new Date(Number.NaN)
      if (!Number.isNaN(moment.getTime())) return moment
      context.addIssue('Enter a date and time, such as 2026-12-31T18:00.')
      return z.NEVER
    }),
})
