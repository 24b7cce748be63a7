import type { Instrumentation } from 'next'
import { builtFor, isForFunctions } from '@/lib/env-build'

const NO_EDGE = 'Edge workers are not supported: they have no threads, sockets or files.'

/** Runs once when the server starts: what works beside the requests begins here. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'edge') throw new Error(NO_EDGE)
  if (!isServing()) return
  if (isForFunctions()) {
    const { startFunction } = await import('@/lib/functions/start')
    startFunction()
    return
  }
  const { requireFront, whenServing } = await import('@/lib/http/require-front')
  requireFront(builtFor())
  void whenServing().then(startBackgroundWork)
}

/** Loading it takes a while, and nothing of it is needed for the first answers. */
async function startBackgroundWork(): Promise<void> {
  const { isStopping } = await import('@/lib/platform/shutdown-work')
  if (isStopping()) return
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
