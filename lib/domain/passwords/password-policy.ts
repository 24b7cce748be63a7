import { byteCount, codePointCount, isWellFormed } from '@/lib/domain/text'
import { product } from '@/lib/product'

/** NIST SP 800-63B-4, 3.1.1.2: at least 15 where the password is the only factor. */
export const PASSWORD_MIN = 15
export const PASSWORD_MAX = 128

/**
 * The most that is ever hashed, in bytes of UTF-8: {@link PASSWORD_MAX} code points of four. It also
 * holds for passwords that were set elsewhere and are longer than ours may be.
 */
const PASSWORD_MAX_BYTES = 512

/** Bounds the work of normalising; decomposed, 128 code points are at most 512 UTF-16 units. */
const MAX_RAW_LENGTH = 1024

/** Shorter pieces of a name are in every sentence ("Li", "An", "Bo"). */
const MIN_CONTEXT_WORD = 4

/** Why a password is refused on its own, before any list is asked. */
export type PasswordRefusal =
  'password_length' | 'password_too_long' | 'password_characters' | 'password_personal'

/** Whose password it will be: none of this may stand in it. */
export type PasswordContext = { name?: string; username?: string; email?: string }

/**
 * The one spelling of a password: NFC, so that every keyboard's `é` is the same one.
 *
 * @returns null for what cannot be a password: half a surrogate pair, NUL, or far too long
 * @see NIST SP 800-63B-4, 3.1.1.2 (NFC; earlier revisions said NFKC)
 */
export function normalisePassword(plain: string): string | null {
  if (plain.length > MAX_RAW_LENGTH || plain.includes('\0') || !isWellFormed(plain)) return null
  return plain.normalize('NFC')
}

/** True for everything worth hashing at sign-in, where the rules for new passwords do not apply. */
export function isCheckablePassword(plain: string): boolean {
  const password = normalisePassword(plain)
  return password !== null && password !== '' && byteCount(password) <= PASSWORD_MAX_BYTES
}

/**
 * Judges a new password by what it is: length in code points and no personal words. No rules of
 * composition (NIST forbids them), spaces and all of Unicode welcome.
 *
 * @returns null when it may be used, as far as this can tell
 */
export function judgePassword(plain: string, context: PasswordContext): PasswordRefusal | null {
  const shape = judgePasswordShape(plain)
  if (shape !== null) return shape
  const folded = fold(plain)
  return contextWords(context).some((word) => folded.includes(word)) ? 'password_personal' : null
}

/** The part of {@link judgePassword} that needs to know nobody. */
export function judgePasswordShape(
  plain: string,
): Exclude<PasswordRefusal, 'password_personal'> | null {
  if (plain.length > MAX_RAW_LENGTH) return 'password_too_long'
  const password = normalisePassword(plain)
  if (password === null) return 'password_characters'
  const length = codePointCount(password)
  if (length < PASSWORD_MIN) return 'password_length'
  return length > PASSWORD_MAX ? 'password_too_long' : null
}

/** As a whole only: the words of "Acme Notes" are anybody's. */
const PRODUCT_WORDS = [product.name, product.slug, product.slug.replaceAll('-', '')].map(fold)

/** The product's name; name, username and email as a whole and in parts of four letters or more. */
function contextWords({ name = '', username = '', email = '' }: PasswordContext): string[] {
  const [local = '', domain = ''] = email.split('@')
  const domainLabels = domain.split('.').slice(0, -1)
  const wholes = [name, username, local, ...domainLabels].map(fold)
  const parts = wholes.flatMap((whole) => whole.split(/[^\p{L}\p{N}]/u))
  return [...PRODUCT_WORDS, ...wholes, ...parts].filter(
    (word) => codePointCount(word) >= MIN_CONTEXT_WORD,
  )
}

/** Lower case, without accents and width variants: `Ådá` and `ada` are one word to a guesser. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
