import { expect, test } from 'vitest'
import { announcesBody, bodyLimitBytes } from '@/lib/http/body-limit'

test.each([
  ['POST', '/account', 3_145_728],
  ['GET', '/account', 65_536],
  ['POST', '/account/security', 65_536],
  ['POST', '/account/', 65_536],
  ['POST', '/sign-in', 65_536],
  ['POST', '/api/auth/callback/credentials', 65_536],
  ['POST', '/api/csp-report', 16_384],
])('%s %s may have a body of %i bytes', (method, path, limit) => {
  expect(bodyLimitBytes(method, path)).toBe(limit)
})

test.each([
  [{}, false],
  [{ 'content-length': '0' }, false],
  [{ 'content-length': '1' }, true],
  [{ 'transfer-encoding': 'chunked' }, true],
])('%o announces a body: %s', (headers, announced) => {
  expect(announcesBody(headers)).toBe(announced)
})
