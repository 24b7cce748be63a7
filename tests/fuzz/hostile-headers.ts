import fc from 'fast-check'
import { ownAddress } from '../e2e/setup/http'
import { anyText } from '../unit/domain/any-text'
import { HOSTILE_TEXT } from './hostile-text'
import type { TestBed } from './test-bed'
import { cookieName, COOKIES } from '@/lib/domain/site/cookie-names'
import { product } from '@/lib/product'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'

export const hostile = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE_TEXT) },
  { weight: 1, arbitrary: anyText(60) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 120 }) },
)

/** Headers that only Next, its hosts, proxies and browsers should send. */
const TOLD_BY_OTHERS: Record<string, readonly string[]> = {
  rsc: ['1', '0', ''],
  'next-router-prefetch': ['1', '2', ''],
  'next-router-segment-prefetch': ['/_tree', '/_index', '/_full', '/!KGFwcCk/dashboard/__PAGE__'],
  'next-router-state-tree': ['%5B%22%22%2C%7B%7D%5D', '[]', '%', '["",{"children":["x",{}]}]'],
  'next-url': ['/dashboard', '/admin/users', '%'],
  'next-action': ['', 'x', '0'.repeat(42), '__proto__'],
  'next-hmr-refresh': ['1'],
  'x-middleware-subrequest': [
    'middleware',
    'src/middleware:src/middleware:src/middleware',
    'proxy',
  ],
  'x-middleware-next': ['1'],
  'x-middleware-rewrite': ['/dashboard', 'http://127.0.0.1:1/'],
  'x-middleware-override-headers': ['cookie', INTERNAL_HEADERS.path],
  'x-nextjs-data': ['1'],
  'x-matched-path': ['/dashboard', '/admin/users'],
  'x-now-route-matches': ['1=dashboard'],
  'x-invoke-path': ['/dashboard'],
  'x-invoke-status': ['200', '500'],
  'x-forwarded-host': ['evil.example', 'localhost'],
  'x-forwarded-proto': ['https', 'javascript'],
  forwarded: ['host=evil.example;proto=https'],
  'x-original-url': ['/dashboard', '/admin/users'],
  'x-rewrite-url': ['/dashboard'],
  'x-http-method-override': ['PUT', 'GET'],
  [INTERNAL_HEADERS.path]: ['/', '/dashboard'],
  [INTERNAL_HEADERS.activity]: ['1'],
  'x-request-id': ['1', '../x'],
  'x-auth-return-redirect': ['1'],
  authorization: [
    'Bearer %',
    `Bearer ${product.slug}_${'x'.repeat(43)}`,
    `Bearer ${product.slug}_`,
    `Bearer ${product.slug}_${'\u00ff'.repeat(43)}`,
    'Bearer eyJhbGciOiJub25lIn0.e30.',
    'Basic YWRtaW46YWRtaW4=',
    'Bearer',
  ],
  'content-security-policy': ["script-src 'nonce-EVIL'"],
  'content-type': ['application/json', 'text/xml', 'multipart/form-data', 'x', 'a/b; boundary='],
  'content-length': ['0', '-1', '1e3', '99999999999', '5, 5'],
  'transfer-encoding': ['chunked', 'identity', 'gzip, chunked', ' chunked', 'xchunked'],
  'content-encoding': ['gzip', 'br'],
  accept: ['application/json', 'text/x-component', '*/*', 'image/avif'],
  range: ['bytes=0-1', 'bytes=9-1', 'x'],
  'if-none-match': ['*', '"x"'],
  'if-match': ['"x"'],
  'if-modified-since': ['Thu, 01 Jan 2099 00:00:00 GMT', 'x'],
  expect: ['100-continue', 'x'],
  upgrade: ['websocket', 'h2c'],
  connection: ['Upgrade', 'keep-alive', 'close, host'],
  te: ['trailers'],
  host: ['evil.example', '127.0.0.1', '', 'localhost:1', 'localhost@evil.example'],
  origin: ['null', 'https://evil.example', 'http://localhost', ''],
  'sec-fetch-site': ['cross-site', 'same-site', 'none', 'same-origin', 'x'],
  'sec-fetch-mode': ['navigate', 'cors', 'no-cors'],
  purpose: ['prefetch'],
  'accept-language': ['de', 'x-x', '*'],
  'user-agent': ['', 'x'.repeat(2000)],
  referer: ['http://localhost/reset-password?token=x'],
}

const headerValue = hostile.map((text) => text.replaceAll('\n', '').slice(0, 2000))

export const hostileHeaders = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .constantFrom(...Object.keys(TOLD_BY_OTHERS))
        .chain((name) =>
          fc.tuple(fc.constant(name), fc.constantFrom(...(TOLD_BY_OTHERS[name] ?? ['']))),
        ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(...Object.keys(TOLD_BY_OTHERS)), headerValue),
    },
    { weight: 1, arbitrary: fc.tuple(fc.stringMatching(/^[A-Za-z0-9-]{1,20}$/), headerValue) },
  ),
  { maxLength: 4 },
)

const COOKIE_NAMES = COOKIES.map(cookieName).concat(
  ...[
    `${cookieName('session')}.0`,
    `${cookieName('session')}.1`,
    `__Host-${cookieName('session')}`,
    'authjs.session-token',
  ],
  ...[`${cookieName('session')} `, cookieName('session').toUpperCase(), '', '__proto__'],
)

/** A token, slightly altered, and never as it was. */
export function tampered(token: string): fc.Arbitrary<string> {
  return altered(token).filter((text) => text !== token)
}

function altered(token: string): fc.Arbitrary<string> {
  const parts = token.split('.')
  const at = fc.nat(token.length - 1)
  return fc.oneof(
    fc.tuple(at, fc.constantFrom(...'AZaz09-_.')).map(([place, character]) => {
      const other = token[place] === character ? '~' : character
      return token.slice(0, place) + other + token.slice(place + 1)
    }),
    at.map((place) => token.slice(0, place)),
    at.map((place) => token.slice(place)),
    at.map((place) => token.slice(0, place) + token.slice(place + 1)),
    fc.shuffledSubarray(parts).map((some) => some.join('.')),
    hostile.map((text) => [Buffer.from(text).toString('base64url'), ...parts.slice(1)].join('.')),
    fc
      .constantFrom(
        { alg: 'none' },
        { alg: 'dir', enc: 'A128GCM' },
        { zip: 'DEF' },
        { p2c: 2 ** 31 },
      )
      .map((header) => {
        const text = JSON.stringify({ alg: 'dir', enc: 'A256CBC-HS512', ...header })
        return [Buffer.from(text).toString('base64url'), ...parts.slice(1)].join('.')
      }),
    fc.constantFrom(
      ...[`${token}=`, ` ${token.slice(1)}`, token.toUpperCase(), `${token.slice(0, -1)}%`],
      `%${token.charCodeAt(0).toString(16)}${token.slice(1)}`,
    ),
  )
}

/** A `Cookie` header: none, a user's own, or invented. */
export function cookieHeader(testBed: TestBed): fc.Arbitrary<string | null> {
  const { actor, admin, victim, guarded, firstStep, csrf } = testBed
  const value = hostile.map((text) => text.replace(/[\n;]/g, '').slice(0, 1500))
  const planted = fc
    .array(fc.tuple(fc.constantFrom(...COOKIE_NAMES), fc.oneof(value, tampered(victim.token))), {
      minLength: 1,
      maxLength: 12,
    })
    .map((pairs) => pairs.map(([name, text]) => `${name}=${text}`).join('; '))
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constant(csrf.cookie) },
    { weight: 4, arbitrary: fc.constantFrom(actor.cookie, admin.cookie, guarded.cookie) },
    { weight: 2, arbitrary: fc.constant(firstStep) },
    {
      weight: 2,
      arbitrary: tampered(victim.token).map((token) => `${cookieName('session')}=${token}`),
    },
    { weight: 2, arbitrary: planted },
    { weight: 1, arbitrary: planted.map((text) => `${text}; ${actor.cookie}`) },
  )
}

/** The headers that get a request past the first checks. */
export function passport(testBed: TestBed): fc.Arbitrary<[string, string][]> {
  const own: [string, string][] = [
    ['host', `localhost:${testBed.port}`],
    ['origin', testBed.url],
  ]
  return fc
    .nat(9)
    .map((chance): [string, string][] => [
      ...(chance === 0 ? own.slice(0, 1) : own),
      ['x-forwarded-for', ownAddress()],
    ])
}
