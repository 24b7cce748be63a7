import { createHmac, randomBytes } from 'node:crypto'
import { sharedHeaderSecret } from '@/lib/env'
import { product } from '@/lib/product'
import { processWide } from './process-wide'

/** The front server removes every header with this prefix from a client's request. */
export const INTERNAL_PREFIX = `x-${product.slug}-`

const KEY_BYTES = 16

/**
 * Part of every name below, and different in each process: a client cannot send a header whose name it
 * cannot know, even where nothing removes it. The processes of functions share one.
 */
const key = processWide('internal-headers', () => {
  const secret = sharedHeaderSecret()
  const shared = secret && createHmac('sha256', secret).update('internal headers').digest()
  return { text: (shared || randomBytes(KEY_BYTES)).subarray(0, KEY_BYTES).toString('hex') }
}).get().text

const nameOf = (what: string) => `${INTERNAL_PREFIX}${key}-${what}`

/** Headers by which the front server and the middleware pass information to the code behind them. */
export const INTERNAL_HEADERS = {
  /** The client's address, as far as the configured proxies vouch for it. */
  address: nameOf('address'),
  /** `1`: the request came from this machine, not through a proxy. */
  direct: nameOf('direct'),
  /** `1`: the server itself sent it, to show what happens. */
  simulated: nameOf('simulated'),
  /** `1`: a person caused this request. */
  activity: nameOf('activity'),
  /** `1`: the request is from the Next.js router. Next.js hides its own header from the middleware. */
  rsc: nameOf('rsc'),
  /** The middleware's verdict on the session. */
  session: nameOf('session'),
  /** The requested path and query. */
  path: nameOf('path'),
} as const
