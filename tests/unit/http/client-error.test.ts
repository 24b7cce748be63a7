import { describe, expect, test } from 'vitest'
import { responseToClientError } from '@/lib/http/client-error'

const failure = (code: string, packet = '') =>
  Object.assign(new Error(code), { code, rawPacket: Buffer.from(packet) })

describe('the answer to an unreadable request', () => {
  test.each([
    ['ERR_HTTP_REQUEST_TIMEOUT', '', 408],
    ['HPE_HEADER_OVERFLOW', '', 431],
    ['HPE_INVALID_METHOD', 'BREW /pot HTTP/1.1\r\n', 405],
    ['HPE_INVALID_METHOD', '\x16\x03\x01\x02\x00', 400],
    ['HPE_INVALID_METHOD', 'hello', 400],
    ['HPE_INVALID_TRANSFER_ENCODING', '', 400],
    ['HPE_UNEXPECTED_CONTENT_LENGTH', '', 400],
    ['HPE_PAUSED_H2_UPGRADE', '', 400],
    ['ANYTHING_ELSE', '', 400],
  ])('for %s with %j is %i', (code, packet, status) => {
    expect(responseToClientError(failure(code, packet))?.status).toBe(status)
  })

  test.each(['ECONNRESET', 'EPIPE'])('%s gets no answer, because the client is gone', (code) => {
    expect(responseToClientError(failure(code))).toBeNull()
  })
})
