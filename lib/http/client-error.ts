import type { PlainAnswer } from './plain-answer'
import { METHOD_NOT_ALLOWED } from './request-shape'

const TOO_SLOW: PlainAnswer = {
  status: 408,
  sentence: 'The request took too long to arrive. Check your connection and try again.',
}
const HEADERS_TOO_LARGE: PlainAnswer = {
  status: 431,
  sentence: 'The request headers are too large. Clear the cookies of this site and try again.',
}
const NOT_HTTP: PlainAnswer = {
  status: 400,
  sentence: 'This is not a request this server can read. Check the address and try again.',
}

const REQUEST_LINE = /^[!#$%&'*+.^_`|~0-9a-z-]+ [^ \r\n]+ HTTP\/1\.[01]\r?\n/i

/**
 * What to say to a connection whose request Node's parser has given up on.
 *
 * @returns null when nobody is there to hear it
 */
export function answerToClientError(error: NodeJS.ErrnoException): PlainAnswer | null {
  switch (error.code) {
    case 'ECONNRESET':
    case 'EPIPE':
      return null
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return TOO_SLOW
    case 'HPE_HEADER_OVERFLOW':
      return HEADERS_TOO_LARGE
    case 'HPE_INVALID_METHOD':
      return REQUEST_LINE.test(rawPacket(error)) ? METHOD_NOT_ALLOWED : NOT_HTTP
    default:
      return NOT_HTTP
  }
}

/** What the parser stumbled over, as Node attaches it; one character a byte. */
function rawPacket(error: Error): string {
  return 'rawPacket' in error && Buffer.isBuffer(error.rawPacket)
    ? error.rawPacket.toString('latin1')
    : ''
}
