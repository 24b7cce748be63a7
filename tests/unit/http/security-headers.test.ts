import { describe, expect, test } from 'vitest'
import { securityHeaders } from '@/lib/http/security-headers'

const named = (isHttps: boolean, isDevelopment = false) =>
  Object.fromEntries(securityHeaders({ isHttps, isDevelopment }))

describe('the headers of every answer', () => {
  test('nothing loads, runs, frames or submits where no page says otherwise', () => {
    expect(named(true)['Content-Security-Policy']).toBe(
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; " +
        'report-to csp; report-uri /api/csp-report',
    )
  })

  test('https is remembered for two years, and http never claims it', () => {
    expect(named(true)['Strict-Transport-Security']).toBe('max-age=63072000; includeSubDomains')
    expect(named(false)).not.toHaveProperty('Strict-Transport-Security')
  })

  test('the others are there over http and https alike', () => {
    for (const headers of [named(true), named(false)]) {
      expect(headers).toMatchObject({
        'X-Content-Type-Options': 'nosniff',
        'X-Frame-Options': 'DENY',
        'Referrer-Policy': 'same-origin',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Reporting-Endpoints': 'csp="/api/csp-report"',
      })
      expect(headers['Permissions-Policy']).toContain('camera=()')
    }
  })

  test('development leaves the policy to the pages alone', () => {
    expect(named(false, true)).not.toHaveProperty('Content-Security-Policy')
  })
})
