import { product } from '../../product'

/** Enough for a key, with room for how roughly this estimates. */
const MIN_BITS = 100

/** Shorter names turn up in random characters. */
const MIN_TELLING_NAME = 6

const GUESSABLE = /change.?me|password|passwd|secret|example|qwerty|12345678|test-/i

/** Why a secret is not one; null when nothing speaks against it. */
export type SecretWeakness = 'guessable' | 'repetitive'

/**
 * Judges a secret that a machine was supposed to make, by what it looks like. It finds placeholders
 * and keyboards, not bad generators.
 *
 * @see NIST SP 800-133r2, 4: keys come from an approved random bit generator
 */
export function judgeSecret(secret: string): SecretWeakness | null {
  if (GUESSABLE.test(secret) || namesTheProduct(secret)) return 'guessable'
  return entropyBits(secret) < MIN_BITS ? 'repetitive' : null
}

function namesTheProduct(secret: string): boolean {
  const isTelling = product.slug.length >= MIN_TELLING_NAME
  return isTelling && secret.toLowerCase().includes(product.slug)
}

/** Shannon's entropy of the characters as they occur, times their number: an upper bound. */
function entropyBits(text: string): number {
  const characters = [...text]
  const counts = new Map<string, number>()
  for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1)
  const total = characters.length
  return [...counts.values()].reduce((bits, count) => bits - count * Math.log2(count / total), 0)
}
