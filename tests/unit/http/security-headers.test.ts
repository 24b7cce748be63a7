import { describe, expect, test } from 'vitest'
import { securityHeaders } from '@/lib/http/security-headers'

const named = (isHttps: boolean, isDevelopment = false) =>
  Object.fromEntries(securityHeaders({ isHttps, isDevelopment }))

describe('the headers of every response', () => {
  test('forbid loading, running, framing and submitting by default', () => {
    expect(named(true)['Content-Security-Policy']).toBe(
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; " +
        'report-to csp; report-uri /api/csp-report',
    )
  })

  test('include HSTS for two years over https and never over http', () => {
    expect(named(true)['Strict-Transport-Security']).toBe('max-age=63072000; includeSubDomains')
    expect(named(false)).not.toHaveProperty('Strict-Transport-Security')
  })

  test('are otherwise the same over http and https', () => {
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

  test('leave the policy to the pages in development', () => {
    expect(named(false, true)).not.toHaveProperty('Content-Security-Policy')
  })
})
