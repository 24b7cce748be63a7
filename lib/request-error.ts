import { log } from '@/lib/log'
import { markRequest } from '@/lib/request-marks'
import { isUnavailable } from '@/lib/unavailable'

type FailedRequest = {
  path: string
  method: string
  headers: Readonly<Record<string, string | string[] | undefined>>
}

/**
 * Writes the one line an unexpected error gets, and marks the request when the error is nobody's
 * bug: a dependency that is down, or a body nobody can read.
 *
 * @param type what Next was doing: `render`, `route`, `action` or `proxy`
 */
export function noteRequestError(error: unknown, request: FailedRequest, type: string): void {
  const requestId = request.headers['x-request-id']?.toString() ?? 'unknown'
  const { method } = request
  const [path = ''] = request.path.split('?')
  const line = { requestId, method, path, type, err: error }
  if (isUnavailable(error)) {
    markRequest(requestId, 'unavailable')
    log.warn({ event: 'dependency_unavailable', ...line })
  } else if (type === 'action' && isUnreadableAction(error)) {
    markRequest(requestId, 'malformed')
    log.info({ event: 'input_validation_fail', ...line })
  } else {
    log.error({ event: 'request_failed', ...line })
  }
}

const FRAMEWORK_FRAME = /next[\\/]dist[\\/]compiled[\\/]next-server[\\/]app-page/
const BUILT_IN_FRAME = /\((?:<anonymous>|node:[^)]*)\)$|^at node:|^at new Promise/

/**
 * Whether Next gave up on the arguments of a server action before it called the action. It throws
 * plain errors then, so the place they come from is all there is to go by: code of ours has a frame
 * of its own in everything it throws.
 */
export function isUnreadableAction(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const frames = (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at ') && !line.startsWith('at async '))
  return (
    frames.some((frame) => FRAMEWORK_FRAME.test(frame)) &&
    frames.every((frame) => FRAMEWORK_FRAME.test(frame) || BUILT_IN_FRAME.test(frame))
  )
}
