/** True when the text holds no half of a surrogate pair, which no encoding can carry. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

/** How many characters a person would count, roughly: code points, not UTF-16 units. */
export function codePointCount(text: string): number {
  return [...text].length
}

/** The size of the text in UTF-8. */
export function byteCount(text: string): number {
  return new TextEncoder().encode(text).length
}
