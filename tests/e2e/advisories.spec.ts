import { readFileSync } from 'node:fs'
import { TEST_SECRETS } from '@/scripts/test/test-server.mjs'
import { readRoleTable } from '../setup/role-table'
import { expect, test } from './fixtures'
import { readBuiltRoutes } from './setup/built-routes'
import { rawRequest, type RawAnswer } from './setup/http'
import { become } from './setup/roles'
import { PEPPER, runningServer } from './setup/servers'

/*
 * Known advisories for the app's dependencies, tried on the running app. docs/security.md lists
 * them with their tests. Bypassing the middleware: `skipping-the-middleware.spec.ts`; crafted
 * action arguments: `bad-actions.spec.ts`.
 */

const { port, url } = runningServer('standard')
const host = new URL(url).host
const built = readBuiltRoutes()
const pages = readRoleTable().pages.map(({ name }) => name.replace(/\[\w+\]/, 'x'))

const get = (path: string, headers: Record<string, string> = {}): Promise<RawAnswer> =>
  rawRequest({ port, path }, { host, ...headers })

test('no action runs at the request of another site, whatever it claims to be', async () => {
  for (const { id, name } of built.actions) {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      {},
      { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
      { origin: `${url}.evil.example` },
      { origin: url, 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const sent = { host, 'next-action': id, 'content-type': 'text/plain', ...headers }
      const answer = await rawRequest({ port, path: '/sign-in', method: 'POST' }, sent, '[]')
      expect(answer.status, `${name} ${JSON.stringify(headers)}`).toBe(403)
    }
  }
})

test('ids of actions that a page does not have are refused', async () => {
  for (const id of ['0'.repeat(42), 'x', '__proto__', 'constructor', '../app/actions']) {
    const sent = { host, origin: url, 'next-action': id, 'content-type': 'text/plain' }
    const answer = await rawRequest({ port, path: '/sign-in', method: 'POST' }, sent, '[]')
    expect(answer.status, id).toBeGreaterThanOrEqual(400)
    expect(answer.status, id).toBeLessThan(500)
  }
})

test('a deserialization that would run code is refused on every page', async () => {
  const body = [
    '--x\r\nContent-Disposition: form-data; name="1"\r\n\r\n{}\r\n',
    '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n["$1:a:a"]\r\n--x--\r\n',
  ].join('')
  for (const path of pages) {
    for (const id of ['x', built.actions[0]?.id ?? '']) {
      const headers = { host, origin: url, 'next-action': id }
      const type = { 'content-type': 'multipart/form-data; boundary=x' }
      const answer = await rawRequest({ port, path, method: 'POST' }, { ...headers, ...type }, body)
      expect(answer.status, `${path} ${id}`).toBeLessThan(500)
      expect(answer.body, `${path} ${id}`).not.toMatch(/^E\{"digest"/m)
    }
  }
})

test('the image optimizer is off and fetches nothing', async () => {
  for (const image of [
    'http://169.254.169.254/',
    'http://127.0.0.1:1/x.png',
    '/icon.svg',
    '//evil.example/x.avif',
  ]) {
    const answer = await get(`/_next/image?url=${encodeURIComponent(image)}&w=64&q=75`)
    expect(answer.status, image).toBe(404)
  }
})

test('a request to proxy, or to change the protocol, is refused', async () => {
  const socket = { connection: 'Upgrade', upgrade: 'websocket' }
  for (const target of [
    'http://169.254.169.254/',
    'http://127.0.0.1:1/',
    'https://evil.example/',
  ]) {
    expect((await get(target)).status, target).toBe(400)
    expect((await get(target, socket)).status, target).toBe(400)
  }
  expect((await get('/', socket)).status).toBe(400)
  for (const other of ['evil.example', '127.0.0.1:1', 'localhost:1', `${host}@evil.example`]) {
    const answer = await get('/dashboard', { host: other })
    expect(answer.headers.location ?? '', other).not.toContain(other)
    expect([307, 421], other).toContain(answer.status)
  }
})

test('no internal file is served', async () => {
  for (const path of [
    ...['/.git/config', '/.git/HEAD', '/.env', '/.env.local', '/.svn/entries', '/.npmrc', '/.data'],
    ...[
      '/package.json',
      '/package-lock.json',
      '/prisma/schema.prisma',
      '/next.config.ts',
      '/auth.ts',
    ],
    ...[
      '/_next/',
      '/_next/static/',
      '/_next/static/chunks/',
      '/_next/server/app',
      '/public/icon.svg',
    ],
    ...[
      '/icon.svg.map',
      '/x.map',
      '/x.log',
      '/x.db',
      '/server.js',
      '/metrics',
      '/debug',
      '/actuator',
    ],
    ...['/__nextjs_original-stack-frames', '/__nextjs_source-map', '/_next/webpack-hmr'],
    ...['/phpinfo.php', '/wp-login.php', '/admin', '/graphql', '/api', '/swagger.json'],
  ]) {
    const { status, body } = await get(path)
    expect([404, 400, 307, 308], path).toContain(status)
    expect(body, path).not.toMatch(/\[core\]|"dependencies"|generator client|sourcesContent/)
  }
})

test('no cache can be made to store a private page', async ({ database }) => {
  const person = await become('user', 'standard', database)
  const { user } = person
  for (const path of [
    ...[
      '/dashboard/x.css',
      '/dashboard.css',
      '/dashboard%2fx.js',
      '/dashboard;.js',
      '/dashboard/.js',
    ],
    ...['/account/x.css', '/account%2fx.js', '/account;.css', '/account%00.css', '/account/x.avif'],
    ...[
      '/dashboard?x.css',
      '/dashboard',
      '/account',
      '/api/auth/session',
      '/api/auth/session?x.js',
    ],
  ]) {
    const { status, headers, body } = await person.ask({ path }, { accept: 'text/html' })
    const isPersonal = body.includes(user?.email ?? '') || body.includes(user?.username ?? '')
    const caching = String(headers['cache-control'] ?? '')
    if (isPersonal) expect(caching, path).toMatch(/no-store/)
    if (status === 200) expect(caching, path).not.toMatch(/public|s-maxage|immutable/)
    expect(headers, path).not.toHaveProperty('x-nextjs-cache')
  }
})

test("two concurrent users never get each other's page", async ({ database }) => {
  const people = [
    await become('user', 'standard', database),
    await become('user', 'standard', database),
    await become('admin', 'standard', database),
  ]
  const asked = Array.from({ length: 60 }, (_, at) => {
    const person = people[at % people.length] ?? people[0]
    const isData = at % 2 === 0
    const wanted = { path: isData ? '/dashboard?_rsc' : '/dashboard' }
    return { person, answer: person?.ask(wanted, isData ? { rsc: '1' } : { accept: 'text/html' }) }
  })
  for (const { person, answer } of asked) {
    const body = (await answer)?.body ?? ''
    expect(body).toContain(person?.user?.email)
    for (const other of people.filter((one) => one !== person)) {
      expect(body).not.toContain(other.user?.email)
    }
  }
})

test('scripts are the same for every user, and data is never a script', async ({ database }) => {
  const { body: page } = await get('/sign-in')
  const scripts = [...page.matchAll(/src="(\/_next\/static\/[^"]+\.js)"/g)].map(([, path]) => path)
  expect(scripts.length).toBeGreaterThan(3)
  const admin = await become('admin', 'standard', database)
  for (const path of scripts.slice(0, 5)) {
    const own = await admin.ask({ path: path ?? '' })
    expect(own.body, path).toBe((await get(path ?? '')).body)
  }
  const session = await admin.ask({ path: '/api/auth/session?callback=steal&jsonp=steal' })
  expect(session.headers['content-type']).toMatch(/^application\/json/)
  expect(session.body).toMatch(/^\{/)
})

test('no other site can read a response', async () => {
  for (const path of [
    '/',
    '/sign-in',
    '/dashboard',
    '/api/auth/session',
    '/api/health',
    '/icon.svg',
  ]) {
    for (const origin of ['https://evil.example', 'null', url]) {
      const { headers } = await get(path, { origin })
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
  }
})

test('the build contains no server setting and no source map', async () => {
  const { port: own, logFile } = runningServer('standard')
  expect(own).toBe(port)
  const lines = readFileSync(logFile, 'utf8')
  for (const secret of [TEST_SECRETS.AUTH_SECRET, PEPPER.secret])
    expect(lines).not.toContain(secret)
  const { body } = await get('/sign-in')
  const [, script = ''] = /src="(\/_next\/static\/[^"]+\.js)"/.exec(body) ?? []
  expect((await get(script)).body).not.toContain('sourceMappingURL')
  expect((await get(`${script}.map`)).status).toBe(404)
})
