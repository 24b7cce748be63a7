import fc from 'fast-check'
import type { Body, Draft } from './draft'
import { cookieHeader, hostile, hostileHeaders, passport, tampered } from './hostile-headers'
import { passkeyAnswer } from './passkey-answers'
import { AUTH_PATHS, pathOf } from './targets'
import type { TestBed } from './test-bed'

/** The headers of a request, valid ones first so that a hostile duplicate comes second. */
export function headers(
  testBed: TestBed,
  extra: [string, string][] = [],
): fc.Arbitrary<[string, string][]> {
  // What stands before the secret is not checked: a token outlives the product's name.
  const [, prefix = '', secret = ''] = /^([^_]+_)(.+)$/.exec(testBed.apiToken) ?? []
  const bearer = tampered(secret).map((text): [string, string][] => [
    ['authorization', `Bearer ${prefix}${text}`],
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

export function query(): fc.Arbitrary<string> {
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

export function target(testBed: TestBed): fc.Arbitrary<string> {
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

export function drafts(
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

/** Valid values among hostile ones, otherwise nothing behind the first check is reached. */
export function fieldValue(testBed: TestBed): fc.Arbitrary<string> {
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
