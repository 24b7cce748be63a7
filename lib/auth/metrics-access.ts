import { createHash, timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/env'
import { INTERNAL_HEADERS } from '@/lib/domain/site/internal-headers'

const BEARER = /^Bearer +([\x21-\x7e]+)$/i

/**
 * Whether a request may read the metrics: it came straight from this machine, or it carries
 * `METRICS_TOKEN`. The front says the former; a client's own word for it never gets here.
 */
export function mayReadMetrics(headers: Headers): boolean {
  if (headers.get(INTERNAL_HEADERS.direct) === '1') return true
  const token = env().METRICS_TOKEN
  const given = BEARER.exec(headers.get('authorization') ?? '')?.[1]
  return token !== undefined && given !== undefined && isSame(given, token)
}

/** Compares digests, which are of one length, in a time that does not depend on where they differ. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
