import { expect, test } from 'vitest'
import { cookieName, HOST_PREFIX, isSessionChunk } from '@/lib/domain/site/cookie-names'
import { product } from '@/lib/product'

const session = cookieName('session')

test('every cookie carries the prefix of the product', () => {
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
])('%s is taken for a piece of a session: %s', (name, isPiece) => {
  expect(isSessionChunk(name)).toBe(isPiece)
})
