/**
 * Whether a text was transmitted without loss: it has no lone surrogates, which no encoding can carry,
 * and no U+FFFD, with which decoders replace invalid bytes. Otherwise two different damaged passwords
 * could be equal.
 */
export function isWellFormed(text: string): boolean {
  return !/[\p{Surrogate}\uFFFD]/u.test(text)
}

/**
 * Control characters, line separators, and bidirectional overrides and isolates (Unicode TR 36, 2.4),
 * with which a text could change how what is around it is displayed.
 */
const UNSAFE_CHARACTERS = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u

export function hasUnsafeCharacters(text: string): boolean {
  return UNSAFE_CHARACTERS.test(text)
}

/** The length in code points, not UTF-16 units: roughly what a person would count. */
export function codePointCount(text: string): number {
  return [...text].length
}

/** The size of the text in UTF-8. */
export function byteCount(text: string): number {
  return new TextEncoder().encode(text).length
}
