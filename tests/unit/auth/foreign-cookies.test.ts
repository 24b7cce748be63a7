import { NextRequest } from 'next/server'
import { beforeAll, expect, test } from 'vitest'
import { withOneSessionCookie } from '@/lib/auth/session-cookie'
import { cookieName } from '@/lib/domain/site/cookie-names'
import middleware from '@/middleware'

const ORIGIN = 'http://localhost:3000'
const CALLBACK = cookieName('callback')
const SESSION = cookieName('session')

beforeAll(() => {
  process.env.LATCHKEY_MODE = 'test'
  process.env.AUTH_URL = ORIGIN
  process.env.AUTH_SECRET = 'secret-secret-secret-secret-secret'
  process.env.PASSWORD_PEPPER = 'p1:pepper-pepper-pepper-pepper-pepper'
  process.env.DATABASE_URL = 'postgresql://localhost/none'
})

/** The `Cookie` header a page reads, after the front and the middleware have passed it on. */
async function seenByPage(cookie: string) {
  const headers = { cookie: withOneSessionCookie(cookie, '/') }
  const response = await middleware(new NextRequest(`${ORIGIN}/forgot-password`, { headers }))
  return response.headers.get('x-middleware-request-cookie')
}

test.each([
  'sidebar=open',
  '_ga=GA1.1.1234.5678; _ga_X1=GS2.1.s1$o2',
  'theme=dark; latchkeys=x; __Host-other=1',
  'consent=%7B%22ads%22%3Afalse%7D; odd=%zz; empty=',
  `${cookieName('theme')}=dark; sidebar=open`,
  `${CALLBACK}=${encodeURIComponent(`${ORIGIN}/account`)}; sidebar=open`,
])('a page sees every cookie that is well-formed or not ours: %s', async (cookie) => {
  expect(await seenByPage(cookie)).toBe(cookie)
})

test.each([
  ['a callback to another site', `${CALLBACK}=https%3A%2F%2Fevil.example; sidebar=open`],
  ['a callback that is no address', `sidebar=open; ${CALLBACK}=foo`],
  ['a session that is no token', `${SESSION}=%zz; sidebar=open`],
  ['a chunk of a session', `${SESSION}.0=planted; sidebar=open; ${SESSION}.1=x`],
])('a page does not see a malformed cookie of ours: %s', async (_what, cookie) => {
  expect(await seenByPage(cookie)).toBe('sidebar=open')
})
