import { NextRequest } from 'next/server'
import { beforeAll, describe, expect, test } from 'vitest'
import middleware from '@/middleware'
import { readRoleTable } from '../../setup/role-table'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'

const ORIGIN = 'http://localhost:3000'

beforeAll(() => {
  process.env.LATCHKEY_MODE = 'test'
  process.env.AUTH_URL = ORIGIN
  process.env.AUTH_SECRET = 'secret-secret-secret-secret-secret'
  process.env.PASSWORD_PEPPER = 'p1:pepper-pepper-pepper-pepper-pepper'
  process.env.DATABASE_URL = 'postgresql://localhost/none'
})

/** A request for a protected page without a session. */
const ask = (headers: Record<string, string>, method = 'GET', path = '/account') =>
  middleware(new NextRequest(`${ORIGIN}${path}`, { method, headers }))

/** Every page that a visitor without a session does not get. */
const PROTECTED = readRoleTable().pages.filter(({ outcomes }) => outcomes.anonymous === 'sign-in')

const BACK = '/sign-in?callbackUrl=%2Faccount'

test.each([
  ['from nowhere', {}, BACK],
  ['from the sign-in form', { referer: `${ORIGIN}/sign-in?x=1` }, `${BACK}&code=cookies_blocked`],
  ['from the sign-up form', { referer: `${ORIGIN}/sign-up` }, `${BACK}&code=cookies_blocked`],
  ['from there, with a cookie', { referer: `${ORIGIN}/sign-in`, cookie: 'latchkey.csrf=x' }, BACK],
  ['from another page', { referer: `${ORIGIN}/` }, BACK],
  ['from another site', { referer: 'https://example.com/sign-in' }, BACK],
  ['from no address', { referer: 'x' }, BACK],
])('a page is redirected: %s', async (_where, headers, location) => {
  const response = await ask(headers)
  expect(response.status).toBe(307)
  expect(response.headers.get('location')).toBe(`${ORIGIN}${location}`)
})

describe.each(PROTECTED)('a form of $name', ({ name: path }) => {
  test('is redirected by a 303, so that nothing is posted to the sign-in page', async () => {
    const response = await ask({}, 'POST', path)
    expect(response.status).toBe(303)
    const { origin, pathname, searchParams } = new URL(response.headers.get('location') ?? '')
    expect([origin, pathname]).toEqual([ORIGIN, '/sign-in'])
    expect(searchParams.get('callbackUrl')).toBe(path)
    expect(searchParams.get('code')).toBe('session_expired')
  })

  test('sent by a script gets a 401 with the content type Next forwards', async () => {
    const headers = { 'next-action': 'x', [INTERNAL_HEADERS.rsc]: '1' }
    const response = await ask(headers, 'POST', path)
    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toBe('text/plain')
    expect(await response.text()).toBe('Your session has expired. Please sign in again.')
  })
})

test('pages of every kind are among them', () => {
  expect(PROTECTED.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['/dashboard', '/account/two-factor', '/confirm-password']),
  )
})
