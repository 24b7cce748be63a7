import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { PASSWORD_MIN } from '@/lib/domain/passwords/password-policy'
import { codePointCount } from '@/lib/domain/text'

/*
 * Imported when somebody has begun to type a new password, and never before: the lists of common
 * passwords and words weigh more than the rest of the page.
 */

/** Estimating looks at so much of it; whoever types more needs no advice. */
const MAX_LENGTH = 64

/** A guesser who has the hash tries about a thousand a second: this many are beyond them for good. */
const STRONG_FROM_GUESSES_LOG10 = 12

export type Strength = 'too short' | 'very weak' | 'weak' | 'fair' | 'good' | 'strong'

const BY_SCORE: readonly Strength[] = ['very weak', 'very weak', 'weak', 'fair', 'good']

const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: MAX_LENGTH })

/**
 * How hard a password is to guess, in words. Advice alone: what may be used is decided by the server.
 *
 * @param personal what else stands in the form, such as name and email
 */
export function passwordStrength(password: string, personal: readonly string[]): Strength {
  if (codePointCount(password) < PASSWORD_MIN) return 'too short'
  const { score, guessesLog10 } = estimator.check(password, [...personal])
  const isStrong = guessesLog10 >= STRONG_FROM_GUESSES_LOG10
  return isStrong ? 'strong' : (BY_SCORE[score] ?? 'very weak')
}
