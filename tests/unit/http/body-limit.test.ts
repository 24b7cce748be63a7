import { expect, test } from 'vitest'
import { announcesBody, bodyLimitBytes } from '@/lib/http/body-limit'

test.each([
  ['POST', '/account', true, 11_534_336],
  ['POST', '/account', false, 65_536],
  ['GET', '/account', true, 65_536],
  ['POST', '/account/security', true, 65_536],
  ['POST', '/account/', true, 65_536],
  ['POST', '/sign-in', true, 65_536],
  ['POST', '/api/auth/callback/credentials', true, 65_536],
  ['POST', '/api/csp-report', true, 16_384],
])('%s %s (session: %s) has a body limit of %i bytes', (method, path, signedIn, limit) => {
  expect(bodyLimitBytes(method, path, signedIn)).toBe(limit)
})

test('a configured body limit counts for its own media type alone', () => {
  const configured = { 'application/json': 1_000_000 }
  const limitOf = (type: string) => bodyLimitBytes('POST', '/api/notes', true, configured, type)
  expect(limitOf('application/json')).toBe(1_000_000)
  for (const type of ['', 'text/plain', 'constructor', '__proto__', 'tostring', 'hasownproperty']) {
    expect(limitOf(type), type).toBe(65_536)
  }
})

test.each([
  [{}, false],
  [{ 'content-length': '0' }, false],
  [{ 'content-length': '1' }, true],
  [{ 'transfer-encoding': 'chunked' }, true],
])('%o announces a body: %s', (headers, announced) => {
  expect(announcesBody(headers)).toBe(announced)
})
