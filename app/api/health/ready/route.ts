import { mayReadMetrics } from '@/lib/auth/metrics-access'
import { isReady, readiness } from '@/lib/services/operations/readiness'
import { isStopping } from '@/lib/platform/shutdown-work'
import { UNAVAILABLE_RETRY_AFTER_SECONDS } from '@/lib/platform/unavailable'

export const dynamic = 'force-dynamic'

/**
 * Readiness: whether this process can serve requests. Why mail was not sent is told only to who may read
 * the metrics.
 */
export async function GET({ headers }: Request): Promise<Response> {
  const { mailError, ...parts } = await readiness(new Date())
  const found = {
    ...parts,
    ...(mailError !== null && mayReadMetrics(headers) ? { mailError } : {}),
  }
  if (isReady(found) && !isStopping()) return Response.json({ status: 'ready', ...found })
  return Response.json(
    { status: isStopping() ? 'stopping' : 'unavailable', ...found },
    { status: 503, headers: { 'Retry-After': String(UNAVAILABLE_RETRY_AFTER_SECONDS) } },
  )
}
