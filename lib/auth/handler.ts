import { env } from '@/lib/env'
import { logAccess } from '@/lib/http/access-log'
import { isProgramPath } from '@/lib/domain/site/http-config'
import { log } from '@/lib/platform/log'
import { unavailableIn } from '@/lib/platform/unavailable'
import { unavailablePage } from './plain-page'
import { unavailableJson } from './refused-answer'
import { clientInfoOf, requestIdOf } from './request-context'

/**
 * A route handler. In functions, where no server stands before it, an outage is answered with 503 here,
 * and the request is logged; a server does both for every request.
 */
export function handler<Asked extends Request, Rest extends unknown[]>(
  handle: (request: Asked, ...rest: Rest) => Promise<Response> | Response,
): (request: Asked, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    if (env().LATCHKEY_RUNTIME !== 'functions') return handle(request, ...rest)
    const startedMs = performance.now()
    const path = new URL(request.url).pathname
    const response = await answerOrOutage(path, () => handle(request, ...rest))
    if (!response.headers.has('cache-control')) response.headers.set('Cache-Control', 'no-store')
    logAccess(log, {
      requestId: requestIdOf(request.headers),
      ...{ method: request.method, path, status: response.status, isComplete: true },
      address: clientInfoOf(request.headers).address,
      durationMs: performance.now() - startedMs,
    })
    return response
  }
}

async function answerOrOutage(
  path: string,
  answer: () => Promise<Response> | Response,
): Promise<Response> {
  try {
    const given = await answer()
    return new Response(given.body, given) // Some have headers that cannot be changed.
  } catch (error) {
    const down = unavailableIn(error)
    if (!down) throw error
    log.warn({ event: 'dependency_unavailable', path, err: error })
    return isProgramPath(path) ? unavailableJson(down) : unavailablePage(down)
  }
}
