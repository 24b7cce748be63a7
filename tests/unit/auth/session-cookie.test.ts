import { describe, expect, test, vi } from 'vitest'
import { withOneSessionCookie } from '@/lib/auth/session-cookie'
import { encodeSessionToken } from '@/lib/auth/session-jwe'
import { env } from '@/lib/env'
import { cookieName } from '@/lib/domain/site/cookie-names'

vi.stubEnv('DATABASE_URL', 'postgresql://localhost/none')

const NAME = cookieName('session')
const TOKEN = encodeSessionToken({
  token: { sub: 'a', id: 'a', role: 'USER', sessionId: 's', absoluteEnd: 9 },
  secret: env().AUTH_SECRET,
  salt: NAME,
  maxAge: 60,
})

describe('with several session cookies, only ours counts', () => {
  test.each([
    [`${NAME}=x; ${NAME}=${TOKEN}`],
    [`${NAME}=${TOKEN}; ${NAME}=x`],
    [`${NAME}=a.b.c.d.e; ${NAME}=${TOKEN}`],
    [`${NAME}=${TOKEN}; ${NAME}=${TOKEN}`],
    [`${NAME}.0=x; ${NAME}=${TOKEN}; ${NAME}s=y`],
    [`${NAME}=%65x; ${NAME}=${TOKEN}`],
  ])('%s', (header) => {
    expect(withOneSessionCookie(header, '/')).toBe(`${NAME}=${TOKEN}`)
  })
})

test('a cookie name that another parser would read differently is dropped', () => {
  expect(withOneSessionCookie(`${NAME}=%65${TOKEN.slice(1)}`, '/')).toBe('')
  expect(withOneSessionCookie(`${NAME}="${TOKEN}"`, '/')).toBe('')
})

test('a single session cookie stays, valid or not, and so do other cookies', () => {
  const header = `${cookieName('csrf')}=a; ${NAME}=not-ours; other=b`
  expect(withOneSessionCookie(header, '/')).toBe(header)
})
