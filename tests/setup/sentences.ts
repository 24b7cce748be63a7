import { durationInWords } from '@/lib/domain/time'
import { sentenceFor } from '@/lib/platform/errors'

/* Refusals that name a wait, for tests about when they are shown; their wording is in one test. */

/** The refusal after too many attempts, with this wait. */
export function tooManyAttempts(retryAfterSeconds: number): string {
  return sentenceFor({ code: 'rate_limited', retryAfterSeconds })
}

/** The same with any wait, as the whole text. */
export const TOO_MANY_ATTEMPTS = new RegExp(
  `^${tooManyAttempts(1)
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(durationInWords(1), '\\d+ (second|minute|hour)s?')}$`,
)
