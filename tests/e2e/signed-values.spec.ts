import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { sealLinkReference } from '@/lib/crypto/link-reference'
import { newToken } from '@/lib/crypto/random-token'
import { expect, test } from './fixtures'
import { rawRequest, type RawAnswer } from './setup/http'
import './setup/links' // The secrets of the test servers.
import { createPendingSignUp, somebody } from './setup/people'
import { become } from './setup/roles'
import { runningServer } from './setup/servers'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { cookieIn } from '@/lib/domain/site/cookie-header'

const sessionIn = (header: string) => cookieIn(header, cookieName('session')) ?? ''

/*
 * Every signed or sealed value we issue, used in place of every other: a value of one purpose is
 * worthless for another (CVE-2023-48309 was a token of the wrong kind).
 */

const { port, url } = runningServer('standard')

function ask(path: string, cookie: string, method = 'GET'): Promise<RawAnswer> {
  const headers = { host: new URL(url).host, accept: 'text/html', origin: url, cookie }
  return rawRequest({ port, path, method }, headers)
}

const setBy = ({ headers }: RawAnswer) =>
  (headers['set-cookie'] ?? []).map((line): [string, string] => {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    return [pair.slice(0, at), pair.slice(at + 1)]
  })

test('no other signed value is accepted as a session', async ({ database }) => {
  const signedIn = await become('user', 'standard', database)
  const pairs = signedIn.cookie.split('; ').map((pair) => pair.split('=') as [string, string])
  const values = new Map([
    ...pairs,
    ...setBy(await ask('/api/auth/csrf', '')),
    ...setBy(await ask(`/reset-password?token=${newToken().token}`, '')),
    ['a token of a pending sign-up', await createPendingSignUp(database, somebody())],
    ['the theme', 'dark'],
  ])
  const session = values.get(cookieName('session')) ?? ''
  expect((await ask(DEFAULT_PATH, `${cookieName('session')}=${session}`)).status).toBe(200)
  expect([...values.keys()]).toEqual(
    expect.arrayContaining([cookieName('csrf'), cookieName('device'), cookieName('link')]),
  )
  values.delete(cookieName('session'))
  for (const [name, value] of values) {
    const cookie = `${cookieName('session')}=${value}`
    expect((await ask(DEFAULT_PATH, cookie)).status, name).toBe(307)
    expect((await ask('/api/auth/session', cookie)).body, name).toBe('null')
  }
})

test('a session is accepted as nothing else', async ({ database }) => {
  const signedIn = await become('user', 'standard', database)
  const session = sessionIn(signedIn.cookie)
  for (const name of [
    `__Host-${cookieName('session')}`,
    'authjs.session-token',
    cookieName('link'),
    cookieName('device'),
    cookieName('csrf'),
    cookieName('callback'),
    cookieName('theme'),
    cookieName('trace'),
  ]) {
    const cookie = `${name}=${session}`
    expect((await ask(DEFAULT_PATH, cookie)).status, name).toBe(307)
    expect((await ask('/api/auth/session', cookie)).body, name).toBe('null')
    expect((await ask('/reset-password', cookie)).body, name).toContain('no longer valid')
    expect((await ask('/', cookie)).body, name).not.toContain('data-theme="ey')
  }
})

test('a link for one page opens no other', async ({ database }) => {
  const token = await createPendingSignUp(database, somebody())
  const reference = sealLinkReference('verify-email', token)
  const alive = await ask('/verify-email', `${cookieName('link')}=${reference}`)
  expect(alive.body).toContain('Confirm email')
  for (const value of [reference, `reset-password.${token}`, token]) {
    for (const [path, cookie] of [
      ['/reset-password', `${cookieName('link')}=${value}`],
      [`/reset-password?link=${value}`, ''],
    ] as const) {
      const page = await ask(path, cookie)
      expect(page.status, value).toBe(200)
      expect(page.body, value).toContain('no longer valid')
    }
  }
})

test("chunks of two users' sessions combine to neither", async ({ database }) => {
  const cookieOf = async () => {
    const { cookie } = await become('user', 'standard', database)
    return sessionIn(cookie)
  }
  const [one, other] = [await cookieOf(), await cookieOf()]
  const parts = (value: string) => value.split('.')
  const mixed = parts(one).map((part, at) => (at < 3 ? part : (parts(other)[at] ?? '')))
  for (const cookie of [
    `${cookieName('session')}=${mixed.join('.')}`,
    `${cookieName('session')}.0=${one}; ${cookieName('session')}.1=${other}`,
    `${cookieName('session')}.0=${one.slice(0, 200)}; ${cookieName('session')}.1=${other.slice(200)}`,
    `${cookieName('session')}=${one.slice(0, -40)}${other.slice(-40)}`,
  ]) {
    expect((await ask(DEFAULT_PATH, cookie)).status, cookie.slice(0, 40)).toBe(307)
    expect((await ask('/api/auth/session', cookie)).body, cookie.slice(0, 40)).toBe('null')
  }
  const planted = Array.from({ length: 50 }, (_, at) => `${cookieName('session')}.${at}=x`).join(
    '; ',
  )
  expect((await ask(DEFAULT_PATH, `${planted}; ${cookieName('session')}=${one}`)).status).toBe(200)
})

test('a token with an unexpected header is signed out at once', async ({ database }) => {
  const { cookie } = await become('user', 'standard', database)
  const session = sessionIn(cookie)
  const [header = '', ...rest] = session.split('.')
  const own = JSON.parse(Buffer.from(header, 'base64url').toString()) as object
  for (const change of [
    { alg: 'none' },
    { alg: 'A256KW' },
    { alg: 'PBES2-HS512+A256KW', p2c: 2 ** 31 - 1, p2s: 'x' },
    { enc: 'A256GCM' },
    { zip: 'DEF' },
    { crit: ['x'], x: 1 },
    { jwk: { kty: 'oct', k: 'AA' } },
    { jku: 'http://127.0.0.1:1/keys' },
    { x5u: 'http://127.0.0.1:1/cert' },
    { kid: '../../../../dev/null' },
    { kid: "' OR 1=1 --" },
  ]) {
    const other = Buffer.from(JSON.stringify({ ...own, ...change })).toString('base64url')
    const altered = `${cookieName('session')}=${[other, ...rest].join('.')}`
    expect((await ask(DEFAULT_PATH, altered)).status, JSON.stringify(change)).toBe(307)
    expect((await ask('/api/auth/session', altered)).body, JSON.stringify(change)).toBe('null')
  }
})
