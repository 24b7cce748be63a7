import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_PATH, safeRedirectPath } from '@/lib/domain/site/redirects'
import { anyText } from '../any-text'

const SITE = 'https://accounts.example.com'

/** RFC 3986, appendix B: how a client other than a browser parses a URL. */
const RFC_3986 = /^(([^:/?#]+):)?(\/\/([^/?#]*))?([^?#]*)(\?([^#]*))?(#(.*))?/

function staysOnSite(path: string): boolean {
  const [, , scheme, , authority] = RFC_3986.exec(path) ?? []
  const byWhatwg = new URL(path, SITE)
  return scheme === undefined && authority === undefined && byWhatwg.origin === SITE
}

/** Fragments that URL parsers disagree about. */
const PIECES = [
  '/',
  '//',
  '\\',
  '/\\',
  '.',
  '..',
  '%2e',
  '%2E%2e',
  '%2f',
  '%5C',
  '%00',
  '%0d%0a',
  '%',
  '%zz',
  '@',
  ':',
  '?',
  '#',
  '&',
  ';',
  '=',
  ' ',
  '\t',
  '\n',
  '\r',
  '\0',
  '\u00a0',
  '\u2028',
  '\u3002',
  '\uff0f',
  '\ud800',
  '😀',
  'evil.example',
  'https:',
  'javascript:',
  'data:',
  'dashboard',
  'sign-in',
  'api',
]

describe('for any input', () => {
  const hostile = fc
    .array(fc.oneof(fc.constantFrom(...PIECES), anyText(3)), {
      maxLength: 12,
    })
    .map((pieces) => pieces.join(''))
  const anything = fc.oneof(
    hostile,
    hostile.map((tail) => `/${tail}`),
    fc.webUrl(),
    fc.anything(),
  )

  test('the redirect stays on this site, by two URL parsers', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(staysOnSite(safeRedirectPath(value, DEFAULT_PATH))).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('the redirect is a path in printable ASCII and is stable when parsed again', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const path = safeRedirectPath(value, DEFAULT_PATH)
        expect(path).toMatch(/^\/(?!\/)[!-~]*$/)
        expect(path).not.toContain('\\')
        expect(safeRedirectPath(path, DEFAULT_PATH)).toBe(path)
      }),
      { numRuns: 2000 },
    )
  })

  test('an ordinary path is unchanged', () => {
    const segment = fc.stringMatching(/^[a-z0-9_-]{1,12}$/)
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 4 }), segment, (segments, value) => {
        const path = `/account/${segments.join('/')}?q=${value}`
        expect(safeRedirectPath(path, DEFAULT_PATH)).toBe(path)
      }),
    )
  })
})
