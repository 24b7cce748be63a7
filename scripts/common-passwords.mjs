import { gzipSync } from 'node:zlib'

const BEST = 9

/**
 * The list as the server reads it: in lower case, each entry once and sorted, which compresses best.
 *
 * @param {string} text one password a line
 */
export function compressedPasswordList(text) {
  const entries = new Set(text.toLowerCase().split('\n'))
  entries.delete('')
  return gzipSync(`\n${[...entries].sort().join('\n')}\n`, { level: BEST })
}
