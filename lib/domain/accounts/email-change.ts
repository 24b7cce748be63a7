import { days } from '@/lib/domain/time'

/** How long the link mailed to the former address can undo an email change. */
export const UNDO_EMAIL_MS = days(7)
