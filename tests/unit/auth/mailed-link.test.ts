import { NextRequest } from 'next/server'
import { beforeAll, describe, expect, test } from 'vitest'
import { mailedLinkRedirect } from '@/lib/auth/mailed-link'
import { openLinkReference, sealLinkReference } from '@/lib/crypto/link-reference'
import { cookieName } from '@/lib/domain/site/cookie-names'

const TOKEN = 'A-z_0123456789'.padEnd(43, 'x')

beforeAll(() => {
  process.env.LATCHKEY_MODE = 'test'
  process.env.AUTH_URL = 'http://localhost:3000'
  process.env.AUTH_SECRET = 'secret-secret-secret-secret-secret'
  process.env.PASSWORD_PEPPER = 'p1:pepper-pepper-pepper-pepper-pepper'
  process.env.DATABASE_URL = 'postgresql://localhost/none'
})

const ORIGIN = 'http://localhost:3000'

function answerTo(path: string, { method = 'GET', cookie = '' } = {}) {
  const headers: Record<string, string> = cookie === '' ? {} : { cookie }
  return mailedLinkRedirect(new NextRequest(`${ORIGIN}${path}`, { method, headers }))
}

describe('a mailed link', () => {
  test.each([
    ['verify-email', 86_400],
    ['reset-password', 1800],
    ['undo-email', 604_800],
    ['not-me', 604_800],
  ] as const)(
    'to /%s replaces its token with a sealed reference that lives as long as the token',
    (page, lifeSeconds) => {
      const answer = answerTo(`/${page}?token=${TOKEN}`)
      expect(answer?.status).toBe(303)
      const location = new URL(answer?.headers.get('location') ?? '')
      const reference = location.searchParams.get('link') ?? ''
      expect(`${location.origin}${location.pathname}`).toBe(`${ORIGIN}/${page}`)
      expect(location.href).not.toContain(TOKEN)
      expect(openLinkReference(page, reference)).toBe(TOKEN)
      const cookie = answer?.headers.get('set-cookie') ?? ''
      expect(cookie).toContain(`${cookieName('link')}=${reference};`)
      expect(cookie).toMatch(/HttpOnly/i)
      expect(cookie).toMatch(/SameSite=lax/i)
      expect(cookie).toContain(`Max-Age=${lifeSeconds}`)

      const kept = answerTo(location.pathname + location.search, {
        cookie: `${cookieName('link')}=${reference}`,
      })
      expect(kept?.status).toBe(303)
      expect(kept?.headers.get('location')).toBe(`${ORIGIN}/${page}`)
    },
  )

  test('leads straight to its page when the browser accepts cookies', () => {
    const answer = answerTo(`/not-me?token=${TOKEN}`, { cookie: `${cookieName('theme')}=dark` })
    expect(answer?.headers.get('location')).toBe(`${ORIGIN}/not-me`)
  })

  test('keeps the sealed token in the URL for a browser that blocks cookies', () => {
    const reference = sealLinkReference('reset-password', TOKEN)
    expect(answerTo(`/reset-password?link=${reference}`)).toBeNull()
    const other = sealLinkReference('reset-password', TOKEN)
    const cookie = `${cookieName('link')}=${other}`
    expect(answerTo(`/reset-password?link=${reference}`, { cookie })).toBeNull()
  })

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
  ])('with %j as its token clears the cookie', (token) => {
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
  '/reset-password?link=',
  '/verify-email?x=1',
  '/sign-in?token=x',
  '/reset-password/x?token=x',
])('%s is passed through', (path) => expect(answerTo(path)).toBeNull())

test('a form post is passed through', () => {
  expect(answerTo(`/reset-password?token=${TOKEN}`, { method: 'POST' })).toBeNull()
})
