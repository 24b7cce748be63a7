import type { PlainResponse } from './plain-response'
import { METHOD_NOT_ALLOWED } from './request-shape'

const TOO_SLOW: PlainResponse = {
  status: 408,
  sentence: 'The request took too long to arrive. Check your connection and try again.',
}
const HEADERS_TOO_LARGE: PlainResponse = {
  status: 431,
  sentence: 'The request headers are too large. Clear the cookies of this site and try again.',
}
const NOT_HTTP: PlainResponse = {
  status: 400,
  sentence: 'This is not a request this server can read. Check the address and try again.',
}

const REQUEST_LINE = /^[!#$%&'*+.^_`|~0-9a-z-]+ [^ \r\n]+ HTTP\/1\.[01]\r?\n/i

/**
 * The response to a request that Node's parser rejected.
 *
 * @returns null when the client has disconnected
 */
export function responseToClientError(error: NodeJS.ErrnoException): PlainResponse | null {
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

/** The bytes the parser rejected, as Node attaches them; one character per byte. */
function rawPacket(error: Error): string {
  return 'rawPacket' in error && Buffer.isBuffer(error.rawPacket)
    ? error.rawPacket.toString('latin1')
    : ''
}
