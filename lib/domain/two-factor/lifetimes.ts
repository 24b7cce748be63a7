import { days, minutes } from '@/lib/domain/time'

/** How long the second step may take. */
export const CHALLENGE_MS = minutes(5)

/** How long a trusted browser is asked for no code. */
export const BROWSER_TRUSTED_MS = days(30)

/** From this many wrong codes in a row on, the owner learns that somebody knows the password. */
export const WRONG_CODES_WORTH_A_MAIL = 10
