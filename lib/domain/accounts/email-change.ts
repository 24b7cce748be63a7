import { days } from '@/lib/domain/time'

/** How long a former address can take an account back. */
export const UNDO_EMAIL_MS = days(7)
