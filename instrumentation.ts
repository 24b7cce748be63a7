import type { Instrumentation } from 'next'

/** Runs once when the server starts: what works beside the requests begins here. */
export async function register(): Promise<void> {
  if (!isServing()) return
  const { requireFront } = await import('@/lib/http/require-front')
  requireFront()
  const { startMailWorker } = await import('@/lib/mail/worker')
  const { startPurge } = await import('@/lib/jobs/purge')
  const { startSessionListener } = await import('@/lib/jobs/session-listener')
  const { startAuditSealer } = await import('@/lib/jobs/audit-sealer')
  const { requirePeppers } = await import('@/lib/jobs/require-peppers')
  void requirePeppers()
  startMailWorker()
  startSessionListener()
  startPurge()
  startAuditSealer()
}

/**
 * Every error that a page, action or handler lets through: one line in the log under the request
 * id its person sees. An outage is marked as such, so that the front answers 503.
 */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (!isServing()) return
  const { reportRequestError } = await import('@/lib/http/request-error')
  reportRequestError(error, request, context)
}

/** Next compiles this file for both its runtimes, and loads it while building too. */
function isServing(): boolean {
  return (
    process.env.NEXT_RUNTIME === 'nodejs' && process.env.NEXT_PHASE !== 'phase-production-build'
  )
}
