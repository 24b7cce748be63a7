import fc from 'fast-check'
import type { Part } from '../e2e/setup/http'
import {
  changed,
  bytesOf,
  formBody,
  jsonBody,
  multipartBody,
  NO_BODY,
  textBody,
  type Body,
  type Change,
  type Draft,
} from './draft'
import { cookieHeader, hostile, hostileHeaders, passport, tampered } from './hostile-headers'
import { passkeyAnswer } from './passkey-answers'
import { AUTH_PATHS, pathOf } from './targets'
import type { TestBed } from './test-bed'

/** Every kind of request to every endpoint of the build. */
export function anyRequest(testBed: TestBed): fc.Arbitrary<Buffer> {
  const draft = fc.oneof(
    { weight: 4, arbitrary: pageRequest(testBed) },
    { weight: 4, arbitrary: formRequest(testBed) },
    { weight: 3, arbitrary: actionRequest(testBed) },
    { weight: 3, arbitrary: authRequest(testBed) },
    { weight: 2, arbitrary: apiRequest(testBed) },
    { weight: 2, arbitrary: factorRequest(testBed) },
    { weight: 1, arbitrary: strangeMethod(testBed) },
  )
  const whole = draft.map(bytesOf)
  const changes: fc.Arbitrary<Change[]> = fc.array(
    fc.record({
      kind: fc.constantFrom('flip' as const, 'flip' as const, 'cut', 'repeat', 'insert'),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      amount: fc.integer({ min: 1, max: 300 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  return fc.oneof(
    { weight: 4, arbitrary: whole },
    { weight: 1, arbitrary: fc.tuple(whole, changes).map(([bytes, list]) => changed(bytes, list)) },
  )
}

/** The headers of a request, valid ones first so that a hostile duplicate comes second. */
function headers(
  testBed: TestBed,
  extra: [string, string][] = [],
): fc.Arbitrary<[string, string][]> {
  const bearer = tampered(testBed.apiToken).map((token): [string, string][] => [
    ['authorization', `Bearer ${token}`],
  ])
  const strange = fc.oneof(
    { weight: 6, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: hostileHeaders },
    { weight: 1, arbitrary: bearer },
  )
  return fc
    .tuple(passport(testBed), cookieHeader(testBed), strange)
    .map(([own, cookie, others]): [string, string][] => [
      ...own.filter(([name]) => !others.some(([other]) => other === name)),
      ...(cookie === null ? [] : [['cookie', cookie] as [string, string]]),
      ...extra.filter(([name]) => !others.some(([other]) => other === name)),
      ...others,
    ])
}

const encodedLine = (text: string) => encodeURIComponent(text.toWellFormed())

/** Ways to write a path that some layer may read differently. */
const SPELLINGS: readonly ((path: string) => string)[] = [
  (path) => `${path}/`,
  (path) => `/${path}`,
  (path) => `/.${path}`,
  (path) => `/x/..${path}`,
  (path) => path.toUpperCase(),
  (path) => `${path}.rsc`,
  (path) => `${path}.json`,
  (path) => `${path}.segments/_tree.segment.rsc`,
  (path) => `${path}%2f`,
  (path) => `${path};x`,
  (path) => `${path}%00`,
  (path) => `${path}%20`,
  (path) => `${path}/..`,
  (path) => `/en${path}`,
  (path) => `/_next/data/x${path}.json`,
  (path) => `/(app)${path}`,
  (path) => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (path) => path.replace('_', '%5f'),
  (path) => path.replaceAll('/', '\\'),
  (path) => `http://localhost${path}`,
  (path) => `http://169.254.169.254${path}`,
  (path) => `${path}/x`,
  (path) => path.slice(0, -1),
]

const QUERY_NAMES = [
  ...['callbackUrl', 'error', 'code', 'token', '_rsc', 'nxtPid', 'nxtIid', 'q', 'page', 'cursor'],
  ...['__nextDataReq', '__nextLocale', 'redirect', 'next', 'id', 'from', 'json', 'signedOut'],
]

function query(): fc.Arbitrary<string> {
  const name = fc.oneof(fc.constantFrom(...QUERY_NAMES), hostile)
  const pairs = fc.array(fc.tuple(name, hostile), { minLength: 1, maxLength: 3 })
  const sound = pairs.map((list) =>
    list
      .map(([one, value]) => `${encodedLine(one)}=${encodedLine(value)}`.slice(0, 2500))
      .join('&'),
  )
  const raw = hostile.map((text) => text.replace(/[\r\n ]/g, '').slice(0, 500))
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    { weight: 4, arbitrary: sound.map((text) => `?${text}`) },
    { weight: 1, arbitrary: raw.map((text) => `?${text}`) },
  )
}

function target(testBed: TestBed): fc.Arbitrary<string> {
  const parameter = fc.oneof(
    fc.constantFrom(testBed.disposable.id, '00000000-0000-7000-8000-000000000000', '1', '-1'),
    fc.constantFrom(...AUTH_PATHS),
    hostile.map((text) => encodedLine(text).slice(0, 1500) || 'x'),
  )
  const path = fc
    .tuple(fc.constantFrom(...testBed.routes, ...testBed.files), parameter)
    .map(([route, value]) => pathOf(route, () => value))
  const spelled = fc.oneof(
    { weight: 3, arbitrary: path },
    {
      weight: 2,
      arbitrary: fc
        .tuple(path, fc.constantFrom(...SPELLINGS))
        .map(([plain, spell]) => spell(plain)),
    },
    { weight: 1, arbitrary: hostile.map((text) => `/${text.replace(/[\r\n ]/g, '')}`) },
  )
  return fc.tuple(spelled, query()).map((parts) => parts.join(''))
}

function drafts(
  method: fc.Arbitrary<string>,
  path: fc.Arbitrary<string>,
  head: fc.Arbitrary<[string, string][]>,
  body: fc.Arbitrary<Body>,
): fc.Arbitrary<Draft> {
  return fc
    .tuple(method, path, head, body)
    .map(([verb, where, before, { headers: of, body: bytes }]) => ({
      method: verb,
      target: where,
      headers: [...before, ...of.filter(([name]) => !before.some(([other]) => other === name))],
      body: bytes,
    }))
}

function pageRequest(testBed: TestBed): fc.Arbitrary<Draft> {
  const method = fc.constantFrom('GET', 'GET', 'GET', 'HEAD')
  return drafts(method, target(testBed), headers(testBed), fc.constant(NO_BODY))
}

function strangeMethod(testBed: TestBed): fc.Arbitrary<Draft> {
  const method = fc.oneof(
    fc.constantFrom(
      'PUT',
      'PATCH',
      'DELETE',
      'OPTIONS',
      'TRACE',
      'CONNECT',
      'PROPFIND',
      'M-SEARCH',
    ),
    fc.stringMatching(/^[A-Za-z]{1,12}$/),
  )
  return drafts(method, target(testBed), headers(testBed), anyBody(testBed))
}

/** Valid values among hostile ones, otherwise nothing behind the first check is reached. */
function fieldValue(testBed: TestBed): fc.Arbitrary<string> {
  const plausible = fc.constantFrom(
    ...[testBed.victim.user.email, testBed.victim.user.username, testBed.disposable.email],
    ...['a password that nobody has', 'fuzz@example.com', 'fuzz-user', 'Fuzz', '/dashboard', 'on'],
    ...[testBed.csrf.token, 'USER', 'ADMIN', 'A'.repeat(43), '000000', '0000-0000-0000-0000-0000'],
    ...['sign-in', 'second-step', 'proof', 'registration', 'read', 'write', '30'],
  )
  return fc.oneof(
    { weight: 6, arbitrary: plausible },
    { weight: 4, arbitrary: hostile },
    { weight: 1, arbitrary: passkeyAnswer(testBed) },
  )
}

function formRequest(testBed: TestBed): fc.Arbitrary<Draft> {
  const anyForm = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...testBed.forms) },
    { weight: 1, arbitrary: fc.constantFrom(...testBed.linkForms) },
  )
  return anyForm.chain((form) => {
    const values = fc.tuple(
      ...form.fields.map((name) =>
        fc.tuple(
          fc.constant(name),
          name === 'passkey' ? passkeyAnswer(testBed) : fieldValue(testBed),
        ),
      ),
    )
    const more = fc.array(fc.tuple(hostile, hostile), { maxLength: 2 })
    const hidden = fc.oneof(
      { weight: 3, arbitrary: fc.constant(form.hidden) },
      { weight: 2, arbitrary: madeUpArguments(form.hidden) },
    )
    const body = fc.tuple(values, more, hidden, fc.nat(5)).map(([own, others, action, chance]) => {
      const parts: Part[] = [...own, ...others].map(([name, value]) => ({
        name: name.replace(/["\r\n]/g, ''),
        value,
        ...(chance === 0 ? { fileName: 'x' } : {}),
      }))
      return multipartBody([...action, ...parts])
    })
    return drafts(fc.constant('POST'), fc.constant(form.path), headers(testBed), body)
  })
}

/**
 * The hidden fields of a form name its action (`$ACTION_1:0`) and hold its bound arguments
 * (`$ACTION_1:1`). A client can put anything there.
 */
function madeUpArguments(hidden: readonly Part[]): fc.Arbitrary<Part[]> {
  const value = fc.oneof(
    reactValue.map((one) => JSON.stringify(one)),
    fc.array(reactValue, { maxLength: 3 }).map((list) => JSON.stringify(list)),
    hostile,
  )
  return fc
    .tuple(...hidden.map(() => fc.option(value, { freq: 2 })))
    .map((made) => hidden.map((part, at) => ({ ...part, value: made[at] ?? part.value })))
}

function actionRequest(testBed: TestBed): fc.Arbitrary<Draft> {
  return fc.constantFrom(...testBed.actions).chain(({ id, pages }) => {
    const page = fc
      .constantFrom(...pages, '/')
      .map((route) => pathOf(route, () => testBed.disposable.id))
    const body = fc.oneof(
      { weight: 3, arbitrary: encodedArguments(testBed) },
      {
        weight: 1,
        arbitrary: fc
          .oneof(
            reactValue.map((one) => JSON.stringify(one)),
            hostile,
          )
          .map(textBody),
      },
    )
    return drafts(fc.constant('POST'), page, headers(testBed, [['next-action', id]]), body)
  })
}

const REFERENCES = [
  ...[
    '$1',
    '$2',
    '$K1',
    '$@0',
    '$@1',
    '$F1',
    '$h1',
    '$Q1',
    '$W1',
    '$i1',
    '$R1',
    '$r1',
    '$X1',
    '$x1',
  ],
  ...[
    '$B1',
    '$n9',
    '$D2026',
    '$Dx',
    '$Infinity',
    '$undefined',
    '$NaN',
    '$-0',
    '$1:a:b',
    '$$x',
    '$T',
  ],
  ...['$u', '$S', '$Z', '$L1', '$E', '$A1', '$O1', '$o1', '$1:__proto__:then', '$1:constructor'],
]

/** JSON with React's references. */
const reactValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(...REFERENCES),
    hostile.map((text) => text.toWellFormed()),
    fc.constantFrom(null, true, 0, -1, 1e21),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom('then', 'id', 'bound', 'a', '__proto__', 'values', 'email'),
      tie('value'),
      {
        maxKeys: 4,
      },
    ),
  ),
})).value

/** React's encoding of a call: part 0 holds the arguments, others what they refer to. */
function encodedArguments(testBed: TestBed): fc.Arbitrary<Body> {
  const names = [...new Set(testBed.forms.flatMap(({ fields }) => fields))]
  const fields = fc.array(fc.tuple(fc.constantFrom(...names, '__proto__'), fieldValue(testBed)), {
    maxLength: 8,
  })
  const argumentList = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('[{},"$K1"]', '["$K1"]', '[null,"$K1"]') },
    { weight: 1, arbitrary: reactValue.map((value) => JSON.stringify(value)) },
  )
  const parts = fc.dictionary(fc.constantFrom('1', '2', '3'), reactValue, { maxKeys: 3 })
  return fc
    .tuple(fields, argumentList, parts)
    .map(([form, first, others]) =>
      multipartBody([
        ...form.map(([name, value]) => ({ name: `_1_${name}`, value })),
        ...Object.entries(others).map(([name, value]) => ({ name, value: JSON.stringify(value) })),
        { name: '0', value: first },
      ]),
    )
}

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

function authRequest(testBed: TestBed): fc.Arbitrary<Draft> {
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
function apiRequest(testBed: TestBed): fc.Arbitrary<Draft> {
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
function factorRequest(testBed: TestBed): fc.Arbitrary<Draft> {
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

function anyBody(testBed: TestBed): fc.Arbitrary<Body> {
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
