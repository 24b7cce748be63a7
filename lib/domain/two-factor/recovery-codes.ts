/** How many recovery codes somebody gets at a time. */
export const RECOVERY_CODES = 10

/** Crockford's base32: no letter that looks like a digit. */
export const RECOVERY_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * 24 characters of five bits each are 120 bits. From 112 on, a plain hash may store them.
 *
 * @see OWASP ASVS 5.0, 6.5.2
 */
export const RECOVERY_CODE_LENGTH = 24

const GROUP = /.{1,4}/g
const LOOKALIKES: Record<string, string> = { o: '0', i: '1', l: '1' }

/** `7k2m-9xqa-…`: six groups of four. */
export function shownRecoveryCode(code: string): string {
  return code.match(GROUP)?.join('-') ?? ''
}

/**
 * A recovery code as somebody typed or pasted it, without what makes it readable.
 *
 * @returns null for anything that cannot be one
 */
export function normaliseRecoveryCode(text: string): string | null {
  const code = text
    .toLowerCase()
    .replace(/[\s-]/g, '')
    .replace(/[oil]/g, (letter) => LOOKALIKES[letter] ?? letter)
  const isOne =
    code.length === RECOVERY_CODE_LENGTH &&
    [...code].every((character) => RECOVERY_ALPHABET.includes(character))
  return isOne ? code : null
}
