/**
 * True when nothing of the text was lost on the way: it holds no half of a surrogate pair, which no
 * encoding can carry, and no U+FFFD, which decoders put in its place. Two different passwords broken
 * on the way would otherwise be the same one.
 */
export function isWellFormed(text: string): boolean {
  return !/[\p{Surrogate}\uFFFD]/u.test(text)
}

/** How many characters a person would count, roughly: code points, not UTF-16 units. */
export function codePointCount(text: string): number {
  return [...text].length
}

/** The size of the text in UTF-8. */
export function byteCount(text: string): number {
  return new TextEncoder().encode(text).length
}
