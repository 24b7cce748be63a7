import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPolicyViolations } from '@/lib/domain/site/csp-reports'

const PAGE = 'https://accounts.example.com/sign-in?callbackUrl=%2Fdashboard#x'

describe('a report of a policy violation', () => {
  test('is read in the report-uri format', () => {
    const body = {
      'csp-report': {
        'document-uri': PAGE,
        'blocked-uri': 'https://evil.example/x.js?token=secret',
        'violated-directive': "script-src-elem 'nonce-abc'",
        'effective-directive': 'script-src-elem',
        'script-sample': 'typed by somebody',
      },
    }
    expect(readPolicyViolations(body)).toEqual([
      { directive: 'script-src-elem', blocked: 'https://evil.example', page: '/sign-in' },
    ])
  })

  test('is read in the report-to format, in a batch with others', () => {
    const violation = (blockedURL: string) => ({
      type: 'csp-violation',
      age: 10,
      url: PAGE,
      body: { documentURL: PAGE, blockedURL, effectiveDirective: 'style-src-attr', sample: 'x' },
    })
    const body = [violation('inline'), { type: 'deprecation', body: {} }, violation('eval')]
    expect(readPolicyViolations(body)).toEqual([
      { directive: 'style-src-attr', blocked: 'inline', page: '/sign-in' },
      { directive: 'style-src-attr', blocked: 'eval', page: '/sign-in' },
    ])
  })

  test('from an old browser has its directive and the policy in one field', () => {
    const body = { 'csp-report': { 'violated-directive': "img-src 'self'" } }
    expect(readPolicyViolations(body)).toEqual([
      { directive: 'img-src', blocked: 'unknown', page: 'unknown' },
    ])
  })

  test.each([
    null,
    undefined,
    '',
    'text',
    1,
    {},
    { 'csp-report': null },
    { 'csp-report': [] },
    { __proto__: { 'csp-report': {} } },
  ])('%j is not a violation report', (body) => {
    expect(readPolicyViolations(body)).toBeNull()
  })

  test.each([
    ['http://evil.example/x', 'http://evil.example'],
    ['blob:https://evil.example/x', 'unknown'],
    ['https://[', 'unknown'],
    [['https://evil.example'], 'unknown'],
    ['data', 'data'],
  ])('the blocked URL %j is logged as %s', (blockedURL, blocked) => {
    const report = { type: 'csp-violation', body: { blockedURL } }
    expect(readPolicyViolations([report])).toMatchObject([{ blocked }])
  })

  test('keeps at most 200 characters of the page', () => {
    const documentURL = `https://accounts.example.com/${'x'.repeat(500)}`
    const [read] = readPolicyViolations([{ type: 'csp-violation', body: { documentURL } }]) ?? []
    expect(read?.page).toBe(`/${'x'.repeat(199)}`)
  })

  test('is ignored after the first twenty of a batch', () => {
    const report = { type: 'csp-violation', body: {} }
    expect(readPolicyViolations(Array.from({ length: 500 }, () => report))).toHaveLength(20)
  })

  test('is reduced to words, an origin and a path, for any input', () => {
    fc.assert(
      fc.property(fc.anything(), fc.webUrl({ withQueryParameters: true }), (anything, url) => {
        const bodies = [
          { effectiveDirective: anything, blockedURL: url, documentURL: url },
          { effectiveDirective: url, blockedURL: anything, documentURL: anything },
        ]
        for (const body of bodies) {
          const [found] = readPolicyViolations([{ type: 'csp-violation', body }]) ?? []
          expect(found?.directive).toMatch(/^[a-z-]{1,40}$/)
          expect(found?.blocked).toMatch(/^([a-z-]{1,40}|https?:\/\/[^/?#]+)$/)
          expect(found?.page).toMatch(/^(unknown|\/[^?#]*)$/)
        }
      }),
    )
  })
})
