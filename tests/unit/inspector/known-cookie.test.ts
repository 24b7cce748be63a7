import { expect, test } from 'vitest'
import { cookieName, HOST_PREFIX } from '@/lib/domain/site/cookie-names'
import { knownCookie } from '@/lib/inspector/steps/known-cookie'
import { product } from '@/lib/product'

const session = cookieName('session')

test.each([
  [session, 'session'],
  [`${HOST_PREFIX}${session}`, 'session'],
  [cookieName('two-factor'), 'two-factor'],
  [`${session}.0`, null],
  [`${product.cookiePrefix}.unheard-of`, null],
  ['session', null],
  [`${HOST_PREFIX}${HOST_PREFIX}${session}`, null],
])('%s is known as %s', (name, cookie) => {
  expect(knownCookie(name)).toBe(cookie)
})
