import { minutes } from '@/lib/domain/time'

/** How long a challenge can be answered. */
export const PASSKEY_CHALLENGE_MS = minutes(5)
