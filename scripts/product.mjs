import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './places.mjs'

/** Where the product is named. */
export const productFile = join(root, 'lib', 'product.ts')

/**
 * Reads one fact of `lib/product.ts`, without a compiler: these scripts run before there is one.
 *
 * @param {'name' | 'slug' | 'cookiePrefix' | 'mailFrom'} fact
 * @param {string} [source]
 */
export function productFact(fact, source = readFileSync(productFile, 'utf8')) {
  const [, value] = new RegExp(`^  ${fact}: '([^'\\n]+)',$`, 'm').exec(source) ?? []
  if (value === undefined) throw new Error(`lib/product.ts names no ${fact} in a line of its own`)
  return value
}
