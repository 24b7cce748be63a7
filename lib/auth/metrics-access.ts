import { env } from '@/lib/env'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'
import { carriesToken } from './bearer-token'

/**
 * Whether a request may read the metrics: it comes directly from this machine, or it carries
 * `METRICS_TOKEN`. The front server sets the header for the former and removes it from client requests.
 */
export function mayReadMetrics(headers: Headers): boolean {
  if (headers.get(INTERNAL_HEADERS.direct) === '1') return true
  return carriesToken(headers, env().METRICS_TOKEN)
}
