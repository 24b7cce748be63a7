import { product } from '@/lib/product'

/** The front removes every header with this prefix from what a client sends. */
export const INTERNAL_PREFIX = `x-${product.slug}-`

/** How the front and the middleware tell the code behind them what they found out. */
export const INTERNAL_HEADERS = {
  /** `1`: made on this machine, through no proxy. */
  direct: `${INTERNAL_PREFIX}direct`,
  /** `1`: a person caused this request. */
  activity: `${INTERNAL_PREFIX}activity`,
  /** `1`: Next's router asks for a page's data. Next hides its own header from the middleware. */
  rsc: `${INTERNAL_PREFIX}rsc`,
  /** What the middleware found the session to be. */
  session: `${INTERNAL_PREFIX}session`,
  /** Path and query, as asked for. */
  path: `${INTERNAL_PREFIX}path`,
} as const
