import { describe, expect, test } from 'vitest'
import {
  confirmPasswordPath,
  requestedPath,
  safeRedirectPath,
  signInPath,
} from '@/lib/domain/site/redirects'

describe('a path on this site is followed', () => {
  test.each([
    ['/'],
    ['/dashboard'],
    ['/account/security'],
    ['/account?tab=sessions&sort=-seen'],
    ['/admin/users?q=%40example.com#row-3'],
    ['/account?next=//evil.example'],
    ['/account?next=https%3A%2F%2Fevil.example%2F'],
    ['/account#//evil.example'],
    ['/sign-in-help'],
    ['/apiary'],
  ])('%s', (path) => {
    expect(requestedPath(path)).toBe(path)
  })

  test('up to 2048 characters', () => {
    const path = `/${'a'.repeat(2047)}`
    expect(requestedPath(path)).toBe(path)
    expect(requestedPath(`${path}a`)).toBeNull()
  })

  test('by the sign-in page and the password prompt', () => {
    expect(signInPath('/account?tab=x')).toBe('/sign-in?callbackUrl=%2Faccount%3Ftab%3Dx')
    expect(confirmPasswordPath('/account')).toBe('/confirm-password?callbackUrl=%2Faccount')
    expect(confirmPasswordPath('//evil.example')).toBe('/confirm-password')
  })

  test('with dot segments resolved', () => {
    expect(requestedPath('/account/../dashboard/./x')).toBe('/dashboard/x')
  })

  test('with non-ASCII characters encoded', () => {
    expect(requestedPath('/hällo/😀?q=ü')).toBe('/h%C3%A4llo/%F0%9F%98%80?q=%C3%BC')
  })
})

describe('any other destination is ignored:', () => {
  test.each([
    ['another host', 'https://evil.example'],
    ['another host without its scheme', '//evil.example'],
    ['three slashes', '///evil.example'],
    ['a backslash', '/\\evil.example'],
    ['backslashes', '\\\\evil.example'],
    ['a backslash further on', '/account\\..\\..\\evil'],
    ['slash backslash slash', '/\\/evil.example'],
    ['one slash after the scheme', 'https:/evil.example'],
    ['no slash after the scheme', 'https:evil.example'],
    ['userinfo', 'https://accounts.example.com@evil.example'],
    ['userinfo without a scheme', '//accounts.example.com@evil.example/'],
    ['userinfo with a backslash', 'https://accounts.example.com\\@evil.example'],
    ['a tab between the slashes', '/\t/evil.example'],
    ['a newline between the slashes', '/\n/evil.example'],
    ['a carriage return between the slashes', '/\r/evil.example'],
    ['a tab in front', '\t//evil.example'],
    ['a space in front', ' //evil.example'],
    ['a path after a space', ' /dashboard'],
    ['a split header', '/dashboard\r\nLocation: https://evil.example'],
    ['an encoded split header', '/dashboard%0d%0aLocation:%20https://evil.example'],
    ['NUL', '/\0/evil.example'],
    ['an encoded NUL', '/%00/evil.example'],
    ['dot segments that leave two slashes', '/.//evil.example'],
    ['parent segments that leave two slashes', '/..//evil.example'],
    ['encoded dot segments that leave two slashes', '/%2e%2e//evil.example'],
    ['two slashes further on', '/account//evil.example'],
    ['encoded slashes', '/%2f%2fevil.example'],
    ['an encoded backslash', '/%5cevil.example'],
    ['slashes encoded twice in the middle of a host', '//%2f%2fevil.example'],
    ['a script', 'javascript:alert(1)'],
    ['a script in mixed case', 'JaVaScRiPt://%0aalert(1)'],
    ['a script with a tab in it', 'java\tscript:alert(1)'],
    ['data', 'data:text/html,<script>alert(1)</script>'],
    ['a blob', 'blob:https://accounts.example.com/1'],
    ['a full-width slash', '／／evil.example'],
    ['an ideographic full stop as a host', '//evil。example'],
    ['a relative path', 'dashboard'],
    ['a parent', '../dashboard'],
    ['a query alone', '?next=/dashboard'],
    ['a fragment alone', '#dashboard'],
    ['nothing', ''],
    ['a lone surrogate', '/\ud800'],
    ['a lone low surrogate', '/dashboard?x=\udc00'],
    ['a right-to-left override among controls', '/\u0085dashboard'],
    ['a broken encoding in the first segment', '/%zz'],
    ['half an encoded character', '/%c3'],
    ['the sign-in page', '/sign-in'],
    ['the sign-in page, with a query', '/sign-in?callbackUrl=/sign-in'],
    ['the sign-in page, spelled otherwise', '/%73ign-in'],
    ['the sign-in page, in capitals', '/SIGN-IN/two-factor'],
    ['the sign-up page', '/sign-up'],
    ['the API', '/api/auth/signout'],
    ['the API, behind dot segments', '/account/../api/auth/signout'],
    ["Next's own files", '/_next/static/x.js'],
  ])('%s', (_what, value) => {
    expect(requestedPath(value)).toBeNull()
  })

  test('a very long path', () => {
    expect(requestedPath(`/${'a'.repeat(100_000)}`)).toBeNull()
  })

  test('a path that only becomes very long when encoded', () => {
    expect(requestedPath(`/${'ü'.repeat(1000)}`)).toBeNull()
  })

  test.each([
    [undefined],
    [null],
    [0],
    [{}],
    [['/account', '/account']],
    [new Map()],
    [Symbol.iterator],
  ])('a value that is not text: %o', (value) => {
    expect(requestedPath(value)).toBeNull()
  })
})

test('without a requested page, the default destination is used', () => {
  expect(safeRedirectPath('/account', '/projects')).toBe('/account')
  expect(safeRedirectPath('//evil.example', '/projects')).toBe('/projects')
  expect(safeRedirectPath(undefined, '/projects')).toBe('/projects')
})

describe('the link to the sign-in page', () => {
  test('carries the requested path and the reason in its query', () => {
    const path = '/sign-in?callbackUrl=%2Faccount%3Ftab%3D1%26x%3D2'
    expect(signInPath('/account?tab=1&x=2')).toBe(path)
    expect(signInPath('/account?tab=1&x=2', 'session_expired')).toBe(`${path}&code=session_expired`)
  })

  test('carries no URL of another site', () => {
    expect(signInPath('//evil.example')).toBe('/sign-in')
    expect(signInPath(null)).toBe('/sign-in')
    expect(signInPath(null, 'session_expired')).toBe('/sign-in?code=session_expired')
  })
})
