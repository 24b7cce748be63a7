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
  } else if (method === 'POST' && isUnreadableForm(error, type)) {
    markRequest(requestId, 'malformed')
    log.info({ event: 'input_validation_fail', ...line })
  } else {
    log.error({ event: 'request_failed', ...line })
  }
}

const FRAMEWORK_FRAME = /next[\\/]dist[\\/]compiled[\\/]next-server[\\/]app-page/
const BUILT_IN_FRAME = /\((?:<anonymous>|node:[^)]*|index \d+)\)$|^node:/

/**
 * Whether Next gave up on what was posted before it called the action. It throws plain errors
 * then, so the place they come from is all there is to go by: code of ours has a frame of its own
 * in everything it throws.
 *
 * @param type `action` for a call by script; a form sent without one fails as `render`, and only
 *   Node's own parser fails there, since everything else may be a page of ours
 */
export function isUnreadableForm(error: unknown, type: string): boolean {
  const frames = framesOf(error)
  const isFramework = (frame: string) => FRAMEWORK_FRAME.test(frame)
  const isBuiltIn = (frame: string) => BUILT_IN_FRAME.test(frame.replace(/^async /, ''))
  const firstOfCode = frames.find((frame) => !isBuiltIn(frame))
  return (
    firstOfCode !== undefined &&
    isFramework(firstOfCode) &&
    frames
      .filter((frame) => !frame.startsWith('async '))
      .every((frame) => isBuiltIn(frame) || (type === 'action' && isFramework(frame)))
  )
}

function framesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim())
  return lines.filter((line) => line.startsWith('at ')).map((line) => line.slice('at '.length))
}
