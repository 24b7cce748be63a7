import { product } from '@/lib/product'

/** The front server removes every header with this prefix from a client's request. */
export const INTERNAL_PREFIX = `x-${product.slug}-`

/** Headers by which the front server and the middleware pass information to the code behind them. */
export const INTERNAL_HEADERS = {
  /** `1`: the request came from this machine, not through a proxy. */
  direct: `${INTERNAL_PREFIX}direct`,
  /** `1`: the server itself sent it, to show what happens. */
  simulated: `${INTERNAL_PREFIX}simulated`,
  /** `1`: a person caused this request. */
  activity: `${INTERNAL_PREFIX}activity`,
  /** `1`: the request is from the Next.js router. Next.js hides its own header from the middleware. */
  rsc: `${INTERNAL_PREFIX}rsc`,
  /** The middleware's verdict on the session. */
  session: `${INTERNAL_PREFIX}session`,
  /** The requested path and query. */
  path: `${INTERNAL_PREFIX}path`,
} as const
