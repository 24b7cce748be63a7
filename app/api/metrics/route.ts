import { mayReadMetrics } from '@/lib/auth/metrics-access'
import { renderMetrics } from '@/lib/services/operations/metrics'

export const dynamic = 'force-dynamic'

/** Metrics for Prometheus; a 404 for everyone who may not read them. */
export async function GET(request: Request): Promise<Response> {
  if (!mayReadMetrics(request.headers)) return new Response('Not found.\n', { status: 404 })
  const { text, contentType } = await renderMetrics(new Date())
  return new Response(text, { headers: { 'Content-Type': contentType } })
}
