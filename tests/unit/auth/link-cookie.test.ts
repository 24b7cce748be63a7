import { NextRequest } from 'next/server'
import { beforeAll, describe, expect, test } from 'vitest'
import { linkCookieRedirect } from '@/lib/auth/link-cookie'
import { cookieName } from '@/lib/domain/site/cookie-names'

const TOKEN = 'A-z_0123456789'.padEnd(43, 'x')

beforeAll(() => {
  process.env.LATCHKEY_MODE = 'test'
  process.env.AUTH_URL = 'http://localhost:3000'
  process.env.AUTH_SECRET = 'secret-secret-secret-secret-secret'
  process.env.PASSWORD_PEPPER = 'p1:pepper-pepper-pepper-pepper-pepper'
  process.env.DATABASE_URL = 'postgresql://localhost/none'
})

function answerTo(path: string, method = 'GET') {
  return linkCookieRedirect(new NextRequest(`http://localhost:3000${path}`, { method }))
}

describe('a mailed link', () => {
  test.each(['verify-email', 'reset-password', 'undo-email', 'not-me'])(
    'to /%s loses its token to a cookie of that page',
    (page) => {
      const answer = answerTo(`/${page}?token=${TOKEN}`)
      expect(answer?.status).toBe(303)
      expect(answer?.headers.get('location')).toBe(`http://localhost:3000/${page}`)
      const cookie = answer?.headers.get('set-cookie') ?? ''
      expect(cookie).toContain(`${cookieName('link')}=${page}.${TOKEN};`)
      expect(cookie).toMatch(/HttpOnly/i)
      expect(cookie).toMatch(/SameSite=lax/i)
      expect(cookie).toContain('Max-Age=600')
    },
  )

  test.each([
    '',
    'short',
    'x'.repeat(44),
    'x'.repeat(100_000),
    '%00',
    '%E0%A4%A',
    '%F0%9F%92%A5',
    `${TOKEN}&token=${TOKEN}`,
    `${TOKEN}%0d%0aSet-Cookie:a=b`,
  ])('with %j instead of a token clears the cookie', (token) => {
    const answer = answerTo(`/reset-password?token=${token}`)
    expect(answer?.status).toBe(303)
    expect(answer?.headers.get('location')).toBe('http://localhost:3000/reset-password')
    expect(answer?.headers.get('set-cookie')).toMatch(
      new RegExp(`^${cookieName('link')}=;.*Max-Age=0`),
    )
  })
})

test.each([
  '/reset-password',
  '/verify-email?x=1',
  '/sign-in?token=x',
  '/reset-password/x?token=x',
])('%s passes', (path) => expect(answerTo(path)).toBeNull())

test('a form post passes', () => {
  expect(answerTo(`/reset-password?token=${TOKEN}`, 'POST')).toBeNull()
})
