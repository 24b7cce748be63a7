import { log, type Log } from '@/lib/platform/log'
import { markRequest } from '@/lib/http/request-marks'
import { unavailableIn } from '@/lib/platform/unavailable'

type FailedRequest = {
  path: string
  method: string
  headers: Readonly<Record<string, string | string[] | undefined>>
}

/** Where Next.js failed: `render`, `route`, `action` or `proxy`, and the source of React's errors. */
type ErrorContext = { routeType: string; renderSource?: string | undefined }

/**
 * Logs an unexpected error, and marks the request when the cause is not a bug: a dependency that is
 * down, or a malformed body.
 */
export function reportRequestError(
  error: unknown,
  request: FailedRequest,
  doing: ErrorContext,
  to: Log = log,
): void {
  const requestId = request.headers['x-request-id']?.toString() ?? 'unknown'
  const { method } = request
  const [path = ''] = request.path.split('?')
  const line = { requestId, method, path, type: doing.routeType, err: error }
  // A form posted without JavaScript fails as a render, although rendering has not started.
  const isForm = doing.routeType === 'action' || doing.renderSource === undefined
  const dependency = unavailableIn(error)
  if (dependency) {
    markRequest(requestId, dependency)
    to.warn({ event: 'dependency_unavailable', ...line })
  } else if (method === 'POST' && isForm && isUnreadableForm(error)) {
    markRequest(requestId, 'malformed')
    to.info({ event: 'input_validation_fail', ...line })
  } else {
    to.error({ event: 'request_failed', ...line })
  }
}

const FRAMEWORK_FRAME = /next[\\/]dist[\\/]compiled[\\/]next-server[\\/]app-page/
const BUILT_IN_FRAME = /\((?:<anonymous>|node:[^)]*|index \d+)\)$|^node:/

/**
 * Whether Next.js failed to read a posted form before it called the action. It throws plain errors
 * then, so they can only be recognised by their stack: errors of our own code contain one of our
 * frames.
 */
export function isUnreadableForm(error: unknown): boolean {
  const frames = framesOf(error)
  const isFramework = (frame: string) => FRAMEWORK_FRAME.test(frame)
  const isBuiltIn = (frame: string) => BUILT_IN_FRAME.test(frame.replace(/^async /, ''))
  const firstOfCode = frames.find((frame) => !isBuiltIn(frame))
  return (
    firstOfCode !== undefined &&
    isFramework(firstOfCode) &&
    frames
      .filter((frame) => !frame.startsWith('async '))
      .every((frame) => isBuiltIn(frame) || isFramework(frame))
  )
}

function framesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim())
  return lines.filter((line) => line.startsWith('at ')).map((line) => line.slice('at '.length))
}
