import { product } from '../../product'

/** Enough for a key, with a margin because the estimate is rough. */
const MIN_BITS = 100

/** Shorter names can occur in random characters. */
const MIN_DISTINCTIVE_NAME = 6

const GUESSABLE = /change.?me|password|passwd|secret|example|qwerty|12345678|test-/i

/** Why a secret is refused. */
export type SecretWeakness = 'guessable' | 'repetitive'

/**
 * Judges whether a secret looks randomly generated. It detects placeholders and typed text, not weak
 * generators.
 *
 * @see NIST SP 800-133r2, 4: keys come from an approved random bit generator
 */
export function judgeSecret(secret: string): SecretWeakness | null {
  if (GUESSABLE.test(secret) || containsProductName(secret)) return 'guessable'
  return entropyBits(secret) < MIN_BITS ? 'repetitive' : null
}

function containsProductName(secret: string): boolean {
  const isDistinctive = product.slug.length >= MIN_DISTINCTIVE_NAME
  return isDistinctive && secret.toLowerCase().includes(product.slug)
}

/** Shannon entropy of the character frequencies times the length: an upper bound. */
function entropyBits(text: string): number {
  const characters = [...text]
  const counts = new Map<string, number>()
  for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1)
  const total = characters.length
  return [...counts.values()].reduce((bits, count) => bits - count * Math.log2(count / total), 0)
}
