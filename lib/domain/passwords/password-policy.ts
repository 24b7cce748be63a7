import { byteCount, codePointCount, isWellFormed } from '@/lib/domain/text'
import { product } from '@/lib/product'

/** NIST SP 800-63B-4, 3.1.1.2: at least 15 where the password is the only factor. */
export const PASSWORD_MIN = 15
export const PASSWORD_MAX = 128

/**
 * The longest password that is ever hashed, in bytes of UTF-8: {@link PASSWORD_MAX} code points of four
 * bytes. This also applies to imported passwords, which may be longer than new ones.
 */
const PASSWORD_MAX_BYTES = 512

/** Limits the work of normalising; decomposed, 128 code points are at most 512 UTF-16 units. */
const MAX_RAW_LENGTH = 1024

/** Shorter parts of a name, such as "Li", "An" or "Bo", occur in ordinary words. */
const MIN_CONTEXT_WORD = 4

/** Why a password is refused before any list of common or breached ones is checked. */
export type PasswordRefusal =
  'password_length' | 'password_too_long' | 'password_characters' | 'password_personal'

/** The user's data, none of which the password may contain. */
export type PasswordContext = { name?: string; username?: string; email?: string }

/**
 * The normalised form of a password: NFC, so that `é` is the same on every keyboard.
 *
 * @returns null for what cannot be a password: a lone surrogate, NUL, or far too long
 * @see NIST SP 800-63B-4, 3.1.1.2 (NFC; earlier revisions said NFKC)
 */
export function normalisePassword(plain: string): string | null {
  if (plain.length > MAX_RAW_LENGTH || plain.includes('\0') || !isWellFormed(plain)) return null
  return plain.normalize('NFC')
}

/** Whether a password is worth hashing at sign-in, where the rules for new passwords do not apply. */
export function isCheckablePassword(plain: string): boolean {
  const password = normalisePassword(plain)
  return password !== null && password !== '' && byteCount(password) <= PASSWORD_MAX_BYTES
}

/**
 * Judges a new password by its length in code points and by personal words in it. There are no
 * composition rules (NIST forbids them); spaces and all of Unicode are allowed.
 *
 * @returns null when it passes these rules
 */
export function judgePassword(plain: string, context: PasswordContext): PasswordRefusal | null {
  const shape = judgePasswordShape(plain)
  if (shape !== null) return shape
  const folded = fold(plain)
  return contextWords(context).some((word) => folded.includes(word)) ? 'password_personal' : null
}

/** The part of {@link judgePassword} that does not depend on the user. */
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

/** Only as a whole: the words of "Acme Notes" are too common by themselves. */
const PRODUCT_WORDS = [product.name, product.slug, product.slug.replaceAll('-', '')].map(fold)

/** The product's name, and name, username and email as a whole and in parts of four letters or more. */
function contextWords({ name = '', username = '', email = '' }: PasswordContext): string[] {
  const [local = '', domain = ''] = email.split('@')
  const domainLabels = domain.split('.').slice(0, -1)
  const wholes = [name, username, local, ...domainLabels].map(fold)
  const parts = wholes.flatMap((whole) => whole.split(/[^\p{L}\p{N}]/u))
  return [...PRODUCT_WORDS, ...wholes, ...parts].filter(
    (word) => codePointCount(word) >= MIN_CONTEXT_WORD,
  )
}

/** Lower case, without accents and width variants, so that `Ådá` counts as `ada`. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
