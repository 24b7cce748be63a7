import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './places.mjs'

/** The file that names the product. */
export const productFile = join(root, 'lib', 'product.ts')

/**
 * Reads one value from `lib/product.ts` without a compiler: these scripts run before one is
 * installed.
 *
 * @param {'name' | 'slug' | 'cookiePrefix' | 'mailFrom'} fact
 * @param {string} [source]
 */
export function productFact(fact, source = readFileSync(productFile, 'utf8')) {
  const [, value] = new RegExp(`^  ${fact}: '([^'\\n]+)',$`, 'm').exec(source) ?? []
  if (value === undefined) throw new Error(`lib/product.ts has no ${fact} on a line of its own`)
  return value
}
