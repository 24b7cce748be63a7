import { createHash, timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/env'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'

const BEARER = /^Bearer +([\x21-\x7e]+)$/i

/**
 * Whether a request may read the metrics: it comes directly from this machine, or it carries
 * `METRICS_TOKEN`. The front server sets the header for the former and removes it from client requests.
 */
export function mayReadMetrics(headers: Headers): boolean {
  if (headers.get(INTERNAL_HEADERS.direct) === '1') return true
  const token = env().METRICS_TOKEN
  const given = BEARER.exec(headers.get('authorization') ?? '')?.[1]
  return token !== undefined && given !== undefined && isSame(given, token)
}

/** Compares digests, which have equal lengths, in constant time. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
