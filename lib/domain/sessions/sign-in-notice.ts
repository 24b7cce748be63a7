import { days, MS_PER_SECOND } from '@/lib/domain/time'

/** Wrong passwords in a row that make the sign-in after them worth a mail. */
const FAILURES_WORTH_A_MAIL = 5

/** Mails are read late, and all the link can do is to close. */
export const NOT_ME_LINK_SECONDS = days(7) / MS_PER_SECOND

export type SignInNotice = 'new_device' | 'after_failures'

/**
 * Whether the owner is told of a sign-in, and why.
 *
 * @param attempt.isNewDevice not at the very first sign-in, where every device would be one
 * @returns null when there is nothing to tell
 */
export function judgeSignIn(attempt: {
  failures: number
  isNewDevice: boolean
}): SignInNotice | null {
  if (attempt.failures >= FAILURES_WORTH_A_MAIL) return 'after_failures'
  return attempt.isNewDevice ? 'new_device' : null
}
