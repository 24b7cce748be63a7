import { days, MS_PER_SECOND } from '@/lib/domain/time'

/** How many consecutive wrong passwords make the following sign-in worth a mail. */
const FAILURES_WORTH_A_MAIL = 5

/** Long, because mails are read late, and safe, because the link only takes access away. */
export const NOT_ME_LINK_SECONDS = days(7) / MS_PER_SECOND

export type SignInNotice = 'new_device' | 'after_failures'

/**
 * Whether the owner is notified of a sign-in, and why.
 *
 * @param attempt.isNewDevice false at the very first sign-in, where every device would be new
 * @returns null when no mail is needed
 */
export function judgeSignIn(attempt: {
  failures: number
  isNewDevice: boolean
}): SignInNotice | null {
  if (attempt.failures >= FAILURES_WORTH_A_MAIL) return 'after_failures'
  return attempt.isNewDevice ? 'new_device' : null
}
