import type { IncomingMessage } from 'node:http'
import type { BodyShare } from './body-memory'
import { CSP_REPORT_PATH } from './csp-reporting'
import { BODY_LIMIT_BYTES, IMAGE_BODY_LIMIT_BYTES, REPORT_BODY_LIMIT_BYTES } from './limits'
import type { PlainResponse } from './plain-response'

export const BODY_TOO_LARGE: PlainResponse = {
  status: 413,
  sentence: 'This is too large. Send less, or a smaller file.',
}

/** The memory for request bodies is full. */
export const NO_ROOM: PlainResponse = {
  status: 503,
  sentence: 'We are busy. Try again in 5 seconds.',
  headers: { 'Retry-After': '5' },
}

/**
 * The largest allowed body, in bytes.
 *
 * @param mayUpload whether the request carries a valid session cookie; only then may it upload an image
 * @param configured what the adopter's configuration says, by media type
 * @param mediaType as the client sent it: anything, `constructor` included
 */
export function bodyLimitBytes(
  method: string,
  path: string,
  mayUpload: boolean,
  configured: Readonly<Record<string, number>> = {},
  mediaType = '',
): number {
  if (path === CSP_REPORT_PATH) return REPORT_BODY_LIMIT_BYTES
  if (Object.hasOwn(configured, mediaType)) return configured[mediaType] ?? BODY_LIMIT_BYTES
  return takesImage(method, path) && mayUpload ? IMAGE_BODY_LIMIT_BYTES : BODY_LIMIT_BYTES
}

/** Whether this is the one form that accepts a file. */
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
 * Buffers a request until its body is complete, so that the handler reads a complete body within the
 * limits, and a refusal is sent before any other work.
 *
 * The parser passes every chunk of a body to `push`. Replacing that method for a while counts bodies
 * with and without a length, and leaves the request unread for its handler.
 *
 * Must be called in the same tick as the `request` event, because the next chunk may follow at once.
 *
 * @param share reserves memory before each chunk is buffered
 */
export function bufferBody(
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
      // The replacement is an own property; deleting it restores the stream's method.
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
