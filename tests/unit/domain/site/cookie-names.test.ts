import { expect, test } from 'vitest'
import { cookieName, HOST_PREFIX, isSessionChunk } from '@/lib/domain/site/cookie-names'
import { product } from '@/lib/product'

const session = cookieName('session')

test('every cookie has the product prefix', () => {
  expect(session).toBe(`${product.cookiePrefix}.session`)
})

test.each([
  [`${session}.0`, true],
  [`${session}s`, true],
  [`${HOST_PREFIX}${session}.1`, true],
  [session, false],
  [`${HOST_PREFIX}${session}`, false],
  [`x-${session}.0`, false],
  [cookieName('csrf'), false],
])('%s counts as a chunk of a session cookie: %s', (name, isChunk) => {
  expect(isSessionChunk(name)).toBe(isChunk)
})
