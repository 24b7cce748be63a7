import fc from 'fast-check'
import { formBody, jsonBody, type Body, type Draft } from './draft'
import { hostile, passport } from './hostile-headers'
import { passkeyAnswer } from './passkey-answers'
import { headers, query, drafts, fieldValue } from './request-parts'
import { AUTH_PATHS, pathOf } from './targets'
import type { TestBed } from './test-bed'

const AUTH_FIELDS = [
  'csrfToken',
  'identifier',
  'password',
  'remember',
  'callbackUrl',
  'json',
  'data',
  ...['code', 'recoveryCode', 'trust', 'passkey', 'purpose'],
]

export function authRequest(testBed: TestBed): fc.Arbitrary<Draft> {
  const path = fc
    .tuple(fc.constantFrom(...AUTH_PATHS), query())
    .map(([name, rest]) => `/api/auth/${name}${rest}`)
  return drafts(
    fc.constantFrom('POST', 'POST', 'POST', 'GET'),
    path,
    authHeaders(testBed),
    anyBody(testBed),
  )
}

/** What is no page and not Auth.js's. */
export function apiRequest(testBed: TestBed): fc.Arbitrary<Draft> {
  const path = fc
    .tuple(
      fc.constantFrom(...testBed.routes.filter((route) => /^\/api\/(?!auth\/)/.test(route))),
      query(),
    )
    .map(([route, rest]) => `${pathOf(route, () => testBed.disposable.id)}${rest}`)
  return drafts(
    fc.constantFrom('POST', 'POST', 'GET', 'DELETE'),
    path,
    fc.oneof(authHeaders(testBed), headers(testBed)),
    anyBody(testBed),
  )
}

/** Second steps and answers of passkeys, with the right token. */
export function factorRequest(testBed: TestBed): fc.Arbitrary<Draft> {
  const post = (path: string, body: fc.Arbitrary<Body>) =>
    drafts(fc.constant('POST'), fc.constant(path), authHeaders(testBed), body)
  const token: [string, string] = ['csrfToken', testBed.csrf.token]
  const guess = fc.oneof(fc.constantFrom('000000', '0'.repeat(100_000)), fieldValue(testBed))
  const name = fc.constantFrom('code', 'recoveryCode', 'passkey', 'trust')
  const fields = fc.array(fc.tuple(name, guess), { minLength: 1, maxLength: 3 })
  const signIn = passkeyAnswer(testBed).chain((text) => {
    const field: [string, string] = ['passkey', text]
    return fc.constantFrom(
      ...[formBody([token, field]), formBody([token, field]), formBody([token, field, field])],
      jsonBody({ csrfToken: token[1], passkey: { text } }),
    )
  })
  return fc.oneof(
    post(
      '/api/auth/callback/two-factor',
      fields.map((list) => formBody([token, ...list])),
    ),
    post('/api/auth/callback/passkey', signIn),
  )
}

/** Mostly with the CSRF token and cookie, to reach what is behind the check. */
function authHeaders(testBed: TestBed): fc.Arbitrary<[string, string][]> {
  const withPair = passport(testBed).map((own): [string, string][] => [
    ...own,
    ['cookie', testBed.csrf.cookie],
  ])
  return fc.oneof({ weight: 2, arbitrary: withPair }, headers(testBed))
}

export function anyBody(testBed: TestBed): fc.Arbitrary<Body> {
  const name = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...AUTH_FIELDS) }, hostile)
  const pair: [string, string] = ['csrfToken', testBed.csrf.token]
  const pairs = fc
    .array(fc.tuple(name, fieldValue(testBed)), { maxLength: 6 })
    .map((list) => (list.length % 2 === 0 ? [pair, ...list] : list))
  const structure = fc.dictionary(
    name,
    fc.oneof(fieldValue(testBed), fc.jsonValue({ maxDepth: 3 })),
    {
      maxKeys: 6,
    },
  )
  return fc.oneof(
    { weight: 3, arbitrary: pairs.map(formBody) },
    {
      weight: 3,
      arbitrary: structure.map((value) => jsonBody({ csrfToken: testBed.csrf.token, ...value })),
    },
    { weight: 1, arbitrary: fc.jsonValue().map(jsonBody) },
    {
      weight: 1,
      arbitrary: hostile.map((text) => ({ ...jsonBody(null), body: Buffer.from(text) })),
    },
  )
}
