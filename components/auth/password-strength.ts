import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { PASSWORD_MIN } from '@/lib/domain/passwords/password-policy'
import { codePointCount } from '@/lib/domain/text'

/*
 * Imported only once a new password is being typed: the lists of common passwords and words are larger
 * than the rest of the page.
 */

/** Only this much is analysed; longer passwords need no advice. */
const MAX_LENGTH = 64

/** Out of reach for an attacker with the hash, at about a thousand guesses per second. */
const STRONG_FROM_GUESSES_LOG10 = 12

export type Strength = 'too short' | 'very weak' | 'weak' | 'fair' | 'good' | 'strong'

const BY_SCORE: readonly Strength[] = ['very weak', 'very weak', 'weak', 'fair', 'good']

const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: MAX_LENGTH })

/**
 * How hard a password is to guess, in words. Only advice: the server decides what is accepted.
 *
 * @param personal the other values of the form, such as name and email
 */
export function passwordStrength(password: string, personal: readonly string[]): Strength {
  if (codePointCount(password) < PASSWORD_MIN) return 'too short'
  const { score, guessesLog10 } = estimator.check(password, [...personal])
  const isStrong = guessesLog10 >= STRONG_FROM_GUESSES_LOG10
  return isStrong ? 'strong' : (BY_SCORE[score] ?? 'very weak')
}
