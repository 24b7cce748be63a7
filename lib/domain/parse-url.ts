/**
 * Not `URL.canParse`: once it has been called some thousand times, it refuses every URL with a letter
 * such as ü (seen in Node.js 20.20.2).
 *
 * @returns null for what is no URL
 */
export function parseUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base)
  } catch {
    return null
  }
}
