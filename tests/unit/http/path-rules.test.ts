import { describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '@/lib/http/content-security-policy'
import { lineFor, lineForSource, type HttpConfig } from '@/lib/domain/site/http-config'
import { NO_RULE, readHttpConfig } from '@/lib/http/path-rules'

const rulesOf = (config: HttpConfig) => readHttpConfig(config)

test('without a line, a path gets nothing more than the server allows by itself', () => {
  expect(rulesOf({})('/api/notes')).toEqual(NO_RULE)
})

describe('a line fits', () => {
  test.each([
    ['/api/notes', '/api/notes', true],
    ['/api/notes', '/api/notes/', true],
    ['/api/notes', '/api/notes/1', false],
    ['/api/notes', '/api/notesx', false],
    ['/api/notes/[id]', '/api/notes/1', true],
    ['/api/notes/[id]', '/api/notes', false],
    ['/api/notes/[id]/tags', '/api/notes/1/tags', true],
    ['/api/notes/*', '/api/notes/1/tags', true],
    ['/api/notes/*', '/api/notes', true],
    ['/api/notes/*', '/api/other', false],
  ])('%s %s: %s', (pattern, path, fits) => {
    const rule = rulesOf({ [pattern]: { methods: ['PUT'] } })(path)
    expect(rule.methods).toEqual(fits ? ['PUT'] : [])
  })

  test('and several that fit add up', () => {
    const rules = rulesOf({
      '/api/notes/*': { methods: ['PUT'], cors: ['https://a.example'] },
      '/api/notes/[id]': { methods: ['DELETE'], withoutOrigin: true, cors: ['https://b.example'] },
    })
    expect(rules('/api/notes/1')).toMatchObject({
      methods: ['PUT', 'DELETE'],
      withoutOrigin: true,
      cors: ['https://a.example', 'https://b.example'],
    })
  })
})

describe('a line that is not valid is named, with what it must be', () => {
  const cases: [unknown, string][] = [
    [{ 'api/notes': {} }, "'api/notes' must be a path such as /api/notes"],
    [{ '/api/[...all]': {} }, "'/api/[...all]' must be a path such as"],
    [{ '/api/notes': { methods: ['put'] } }, "'/api/notes' methods 0 must be one of GET,"],
    [{ '/api/notes': { method: ['PUT'] } }, "'/api/notes' method is not a setting"],
    [{ '/api/notes': { bodies: { json: 1 } } }, "'/api/notes' bodies json must be a media type"],
    [{ '/api/notes': { bodies: { 'text/xml': 1e9 } } }, 'must be at most megabytes(24)'],
    [{ '/api/notes': { cors: ['a.example'] } }, "'/api/notes' cors 0 must be an origin such as"],
    [{ '/map': { sources: { 'script-src': [] } } }, "'/map' sources script-src is not a setting"],
    [{ '/map': { sources: { 'img-src': ["'unsafe-inline'"] } } }, 'must be a source such as'],
    [{ '/map': { sources: { 'img-src': ['https:'] } } }, 'must be a source such as'],
    [{ '/*': { withoutOrigin: true } }, "'/*' must be below /api/"],
    [{ '/[page]': { cors: ['*'] } }, "'/[page]' must be below /api/"],
    [{ '/sign-in': { withoutOrigin: true } }, "'/sign-in' must be below /api/"],
    [{ '/account': { methods: ['PUT'] } }, "'/account' must be below /api/"],
    [{ '/api': { methods: ['PUT'] } }, "'/api' must be below /api/"],
    [{ '/api/auth/session': { methods: ['PUT'] } }, "includes Auth.js's own paths"],
    [{ '/api/*': { withoutOrigin: true } }, "includes Auth.js's own paths"],
  ]
  test.each(cases)('%j', (config, sentence) => {
    expect(() => rulesOf(config as HttpConfig)).toThrow(sentence)
    expect(() => rulesOf(config as HttpConfig)).toThrow('app/http.config.ts is not valid:\n  - ')
  })
})

test('the line for the log has no more of a path than it needs', () => {
  expect(lineFor('/api/notes/1', { methods: ['PUT'] })).toBe(
    `app/http.config.ts: '/api/notes/1': {"methods":["PUT"]}`,
  )
  expect(lineFor(`/'${'a'.repeat(500)}`, {}).length).toBeLessThan(160)
})

test.each([
  ['img-src', 'https://tiles.example.com', true],
  ['style-src-elem', 'https://cdn.example.com', true],
  ['script-src-elem', 'https://cdn.example.com', false],
  ['img-src', 'inline', false],
  ['img-src', 'http://tiles.example.com', false],
])('the log names a line for a refused %s of %s: %s', (directive, blocked, isNamed) => {
  expect(lineForSource('/map', directive, blocked) !== undefined).toBe(isNamed)
})

test('the sources of a page are added to ours, directive by directive', () => {
  const sources = { 'img-src': ['https://tiles.example.com'], 'media-src': ['blob:'] }
  const policy = contentSecurityPolicy('n', { development: false, https: true, sources })
  expect(policy.split('; ')).toEqual(
    expect.arrayContaining([
      "img-src 'self' data: https://tiles.example.com",
      'media-src blob:',
      "script-src 'nonce-n' 'strict-dynamic'",
      "connect-src 'self'",
    ]),
  )
})
