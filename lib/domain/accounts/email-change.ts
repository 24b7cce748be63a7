import { days } from '@/lib/domain/time'

/** How long the link mailed to the former address can undo an email change. */
export const UNDO_EMAIL_MS = days(7)

/** RFC 2606: no mail can ever arrive there. */
const NOWHERE = '@unconfirmed.invalid'

/** The email of an account whose address its owner has taken back; nothing is mailed to it. */
export function placeholderEmail(userId: string): string {
  return `${userId}${NOWHERE}`
}

export function isPlaceholderEmail(email: string): boolean {
  return email.endsWith(NOWHERE)
}
