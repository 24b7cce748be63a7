import { describe, expect, test } from 'vitest'
import { isForged } from '@/lib/http/forgery-check'

const OWN = 'https://accounts.example.com'
const EVIL = 'https://evil.example'
const AUTH_PATH = '/api/auth/callback/credentials'

describe('cross-site request forgery is detected:', () => {
  test.each([
    // path, Origin, Sec-Fetch-Site, server action, forged
    [AUTH_PATH, OWN, 'same-origin', false, false],
    [AUTH_PATH, OWN, undefined, false, false],
    [AUTH_PATH, undefined, 'same-origin', false, false],
    [AUTH_PATH, undefined, 'none', false, false],
    [AUTH_PATH, undefined, undefined, false, false],
    [AUTH_PATH, undefined, undefined, true, true],
    [AUTH_PATH, EVIL, 'cross-site', false, true],
    [AUTH_PATH, EVIL, undefined, false, true],
    [AUTH_PATH, EVIL, 'same-origin', false, true],
    [AUTH_PATH, OWN, 'cross-site', false, true],
    [AUTH_PATH, OWN, 'same-site', false, true],
    [AUTH_PATH, undefined, 'cross-site', false, true],
    [AUTH_PATH, 'null', undefined, false, true],
    [AUTH_PATH, '', undefined, false, true],
    [AUTH_PATH, `${OWN}.evil.example`, undefined, false, true],
    [AUTH_PATH, `${OWN}/`, undefined, false, true],
    [AUTH_PATH, OWN.replace('https', 'http'), undefined, false, true],
    [AUTH_PATH, `${OWN}, ${EVIL}`, undefined, false, true],
    [AUTH_PATH, undefined, '', false, true],
    ['/sign-in', OWN, 'same-origin', true, false],
    ['/sign-in', OWN, 'same-origin', false, false],
    ['/sign-in', undefined, undefined, true, true],
    ['/sign-in', undefined, undefined, false, true],
    ['/sign-in', 'null', undefined, true, true],
    ['/api/auth', undefined, undefined, false, true],
    ['/api/auth/../../sign-in', undefined, undefined, false, true],
    ['/api/auth/%2e%2e/x', undefined, undefined, false, true],
    ['//api/auth/signout', undefined, undefined, false, true],
    ['/api/authors', undefined, undefined, false, true],
  ])(
    'POST %s with origin %s, %s (action: %s) is forged: %s',
    (path, origin, site, action, forged) => {
      const request = { method: 'POST', path, origin, secFetchSite: site, isServerAction: action }
      expect(isForged(request, OWN)).toBe(forged)
    },
  )

  test.each([
    // Origin, Sec-Fetch-Site, server action, forged
    [undefined, undefined, false, false],
    ['null', undefined, false, false],
    ['null', 'same-origin', false, false],
    [OWN, 'same-origin', false, false],
    ['null', 'cross-site', false, true],
    [EVIL, undefined, false, true],
    [EVIL, 'same-origin', false, true],
    [undefined, 'cross-site', false, true],
    [undefined, undefined, true, true],
    ['null', undefined, true, true],
  ])(
    'a violation report with origin %s, %s (action: %s) is forged: %s',
    (origin, site, action, forged) => {
      const path = '/api/csp-report'
      const request = { method: 'POST', path, origin, secFetchSite: site, isServerAction: action }
      expect(isForged(request, OWN)).toBe(forged)
      if (!forged) return
      expect(isForged({ ...request, path: `${path}/x` }, OWN)).toBe(true)
    },
  )

  test.each(['/api/csp-report/', '/api/csp-reports', '/API/CSP-REPORT', '//api/csp-report'])(
    '%s is not a report endpoint',
    (path) => {
      const request = { method: 'POST', path, secFetchSite: undefined, isServerAction: false }
      expect(isForged({ ...request, origin: 'null' }, OWN)).toBe(true)
    },
  )

  test.each(['GET', 'HEAD'])('%s changes nothing and is never refused here', (method) => {
    const request = { method, path: '/', origin: EVIL, secFetchSite: 'cross-site' }
    expect(isForged({ ...request, isServerAction: true }, OWN)).toBe(false)
  })
})
