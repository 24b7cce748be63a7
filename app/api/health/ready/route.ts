import { isReady, readiness } from '@/lib/services/operations/readiness'
import { isStopping } from '@/lib/platform/shutdown-work'
import { UNAVAILABLE_RETRY_AFTER_SECONDS } from '@/lib/platform/unavailable'

export const dynamic = 'force-dynamic'

/** Readiness: whether this process can serve requests. */
export async function GET(): Promise<Response> {
  const found = await readiness(new Date())
  if (isReady(found) && !isStopping()) return Response.json({ status: 'ready', ...found })
  return Response.json(
    { status: isStopping() ? 'stopping' : 'unavailable', ...found },
    { status: 503, headers: { 'Retry-After': String(UNAVAILABLE_RETRY_AFTER_SECONDS) } },
  )
}
