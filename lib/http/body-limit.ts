import type { IncomingMessage } from 'node:http'
import type { BodyShare } from './body-memory'
import { CSP_REPORT_PATH } from './csp-reporting'
import { BODY_LIMIT_BYTES, IMAGE_BODY_LIMIT_BYTES, REPORT_BODY_LIMIT_BYTES } from './limits'
import type { PlainAnswer } from './plain-answer'

export const BODY_TOO_LARGE: PlainAnswer = {
  status: 413,
  sentence: 'This is too large. Send less, or a smaller file.',
}

/** More bodies are arriving than there is room for; a moment later there is. */
export const NO_ROOM: PlainAnswer = {
  status: 503,
  sentence: 'We are busy. Try again in 5 seconds.',
  headers: { 'Retry-After': '5' },
}

/**
 * How many bytes a body may have.
 *
 * @param mayUpload whether the request carries a session cookie of ours: nobody else's image is read
 */
export function bodyLimitBytes(method: string, path: string, mayUpload: boolean): number {
  if (path === CSP_REPORT_PATH) return REPORT_BODY_LIMIT_BYTES
  return takesImage(method, path) && mayUpload ? IMAGE_BODY_LIMIT_BYTES : BODY_LIMIT_BYTES
}

/** Whether this is the one form that a file may come with. */
export function takesImage(method: string, path: string): boolean {
  return method === 'POST' && path === '/account'
}

/** Whether a body follows the headers (RFC 9112, section 6.3). */
export function announcesBody(headers: IncomingMessage['headers']): boolean {
  const length = headers['content-length']
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}

export type BodyOutcome = 'complete' | 'too-large' | 'no-room' | 'aborted'

/**
 * Holds a request back until its body is complete, so that whoever handles it reads a body that is
 * whole and within bounds, and a refusal comes before anything else was done or answered.
 *
 * The parser hands every part of a body to `push`. Taking its place for a while counts announced
 * and chunked bodies alike, and leaves the request untouched for its reader.
 *
 * Must be called in the same turn as the `request` event: the next part may follow at once.
 *
 * @param share is asked before each part is kept
 */
export function holdBody(
  request: IncomingMessage,
  limitBytes: number,
  share: BodyShare,
): Promise<BodyOutcome> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
    return Promise.resolve('too-large')
  }
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    let size = 0
    const release = () => {
      // What took the place was an own property: the stream's own method shows again.
      Reflect.deleteProperty(request, 'push')
    }
    request.push = (part: Buffer | null) => {
      if (part === null) {
        release()
        for (const held of parts) request.push(held)
        request.push(null)
        resolve('complete')
        return false
      }
      size += part.length
      const isTooLarge = size > limitBytes
      if (!isTooLarge && share.take(part.length)) {
        parts.push(part)
        return true
      }
      parts.length = 0
      share.release()
      release()
      resolve(isTooLarge ? 'too-large' : 'no-room')
      return true
    }
    request.once('close', () => resolve('aborted'))
  })
}
