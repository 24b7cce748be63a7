import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { functionSize } from '@/scripts/test/function-size.mjs'
import { newTestDatabase } from '@/scripts/test/test-cluster.mjs'
import { TestDatabase } from '../e2e/setup/database'
import { ownAddress, rawRequest } from '../e2e/setup/http'
import { createAccount, somebody } from '../e2e/setup/people'
import { TcpProxy } from '../faults/tcp-proxy'
import { HttpVisitor } from '../setup/http-visitor'
import { FunctionsInstallation, GUESSES } from './installation'
import { BUNDLE, CLIENT_HEADER, IS_LAMBDA } from './platform'

/* Promises of the README where each request is handled by a process of its own. */

/** Each request starts a process, which takes long on a busy machine. */
vi.setConfig({ testTimeout: 180_000 })

const line = new TcpProxy(0)
const installation = new FunctionsInstallation()
let database: TestDatabase

beforeAll(async () => {
  const databaseUrl = await newTestDatabase(inject('cluster'), 'functions')
  database = new TestDatabase(databaseUrl)
  const throughLine = new URL(databaseUrl)
  line.leadTo(Number(throughLine.port))
  throughLine.port = String(await line.listen())
  await installation.start(throughLine.href)
})
afterAll(async () => {
  await installation.stop()
  await line.close()
  await database.close()
})

async function signUp(visitor: ReturnType<FunctionsInstallation['visitor']>) {
  const person = somebody()
  const sent = await visitor.submit('/sign-up', [
    { name: 'name', value: person.name },
    { name: 'username', value: person.username },
    { name: 'email', value: person.email },
    { name: 'password', value: person.password },
  ])
  expect(sent.status).toBe(200)
  return person
}

test('a sign-up is confirmed by mail, which the job route sends', async () => {
  const visitor = installation.visitor()
  const person = await signUp(visitor)
  expect(installation.mailsTo(person.email)).toHaveLength(0)

  expect((await visitor.post('/api/jobs', {})).status).toBe(401)
  const run = await installation.runJobs()
  expect(run.status).toBe(200)
  expect(JSON.parse(run.body)).toMatchObject({ mails: 1 })

  const [mail] = installation.mailsTo(person.email)
  const [link = ''] = /\/verify-email\?token=[\w-]+/.exec(mail?.text ?? '') ?? []
  const confirmed = await visitor.submitLinked(link, [{ name: 'password', value: person.password }])
  expect(confirmed.status).toBe(303)
  expect((await visitor.get('/dashboard', { accept: 'text/html' })).body).toContain(person.name)
})

test('a wrong password is refused, a right one signs in, and a signed-out cookie is dead', async () => {
  const user = await createAccount(database, somebody())
  const visitor = installation.visitor()
  const refused = await visitor.signIn(user.email, 'not the password')
  expect(refused.body).toContain('code=invalid_credentials')

  await visitor.signIn(user.email, user.password)
  const session = JSON.parse((await visitor.get('/api/auth/session')).body) as object
  expect(session).toMatchObject({ user: { email: user.email, role: 'USER' } })
  expect((await visitor.get('/admin/users', { accept: 'text/html' })).status).toBe(404)

  const { cookie } = visitor
  await visitor.post('/api/auth/signout', { csrfToken: await visitor.csrfToken() })
  const replayed = await new HttpVisitor(installation.port).get('/dashboard', { cookie })
  expect(replayed.status).toBe(307)
})

test('guesses count under the address that the platform writes, whatever a client forges', async () => {
  const [address, visitor] = [ownAddress(), installation.visitor()]
  const csrfToken = await visitor.csrfToken()
  const statuses: number[] = []
  for (let guess = 0; guess <= GUESSES; guess += 1) {
    const forged = ownAddress()
    const answer = await visitor.post(
      '/api/auth/callback/credentials',
      { csrfToken, identifier: `nobody-${guess}@example.com`, password: 'a guess' },
      {
        ...{ [CLIENT_HEADER]: address, 'x-auth-return-redirect': '1' },
        ...{ 'x-forwarded-for': forged, 'x-real-ip': forged, 'x-platform-address': forged },
      },
    )
    statuses.push(answer.status)
  }
  expect(statuses).toEqual([...Array.from({ length: GUESSES }, () => 200), 429])
})

describe('what a client may not send', () => {
  const body = { 'content-type': 'application/x-www-form-urlencoded' }

  test.each([
    ['another host', 421, 'GET', '/sign-in', { host: 'evil.example' }, ''],
    ['a form of another site', 403, 'POST', '/sign-in', { origin: 'https://evil.example' }, 'a=b'],
    ['a large body', 413, 'POST', '/api/csp-report', body, 'a'.repeat(20_000)],
    ['another method', 405, 'PUT', '/api/me', body, 'a=b'],
    ['metrics', 404, 'GET', '/api/metrics', { 'x-latchkey-direct': '1' }, ''],
  ] as const)('%s is answered %i', async (_what, status, method, path, headers, text) => {
    const answer = await installation.visitor().send(method, path, headers, text)
    expect(answer.status).toBe(status)
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff' })
  })

  test('a body without a length is counted', async () => {
    const { port, url } = installation
    const headers = { ...body, host: new URL(url).host, 'transfer-encoding': 'chunked' }
    const where = { port, path: '/api/csp-report', method: 'POST' }
    expect((await rawRequest(where, headers, 'a'.repeat(20_000))).status).toBe(413)
  })
})

test('pages, answers of handlers and redirects carry the headers', async () => {
  const visitor = installation.visitor()
  for (const path of ['/sign-in', '/api/auth/csrf', '/dashboard', '/nothing-here']) {
    const { headers } = await visitor.get(path, { accept: 'text/html' })
    expect(headers, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'strict-transport-security': expect.stringContaining('max-age=') as string,
      'cache-control': expect.stringContaining('no-store') as string,
    })
    expect(headers['x-request-id'], path).toMatch(/^[\w-]{36}$/)
    expect(headers['content-security-policy'], path).toBeDefined()
  }
  const { headers } = await visitor.get('/sign-in', { accept: 'text/html' })
  expect(headers['content-security-policy']).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic'/)
})

// Lambda serves files from elsewhere.
test.skipIf(IS_LAMBDA)('files carry the headers too', async () => {
  for (const path of ['/icon.svg', '/plain.css', '/_next/static/nothing.js']) {
    const { headers } = await installation.visitor().get(path)
    expect(headers['x-content-type-options'], path).toBe('nosniff')
    expect(headers['content-security-policy'], path).toContain("default-src 'none'")
  }
})

test('an outage is a 503 that signs nobody out, also for handlers and forms', async () => {
  const user = await createAccount(database, somebody())
  const visitor = installation.visitor()
  await visitor.signIn(user.email, user.password)
  line.setState('cut')
  const answers = [
    await visitor.get('/dashboard', { accept: 'text/html' }),
    await visitor.get('/api/me'),
    await visitor.post('/forgot-password', { email: user.email }),
  ]
  line.setState('sound')
  for (const { status, headers } of answers) {
    expect([status, headers['retry-after']]).toEqual([503, '5'])
  }
  expect((await visitor.get('/dashboard', { accept: 'text/html' })).status).toBe(200)
})

test('a process that was frozen while its connections were closed works again', async () => {
  const user = await createAccount(database, somebody())
  const visitor = installation.visitor()
  await visitor.signIn(user.email, user.password)
  expect((await visitor.get('/api/me')).status).toBe(200)
  line.setState('cut')
  line.setState('sound')
  await new Promise((resolve) => setTimeout(resolve, 1100))
  const { started } = installation
  installation.thaw()
  expect((await visitor.get('/api/me')).status).toBe(200)
  expect(installation.started).toBe(started)
})

// On Lambda an answer waits for what follows it.
describe.skipIf(IS_LAMBDA)('where the platform sends the answer first', () => {
  const vercel = new FunctionsInstallation()
  beforeAll(async () => {
    await vercel.start(await newTestDatabase(inject('cluster'), 'answers_first'), { VERCEL: '1' })
  })
  afterAll(() => vercel.stop())

  test('mail goes out after it, without the job route', async () => {
    const { email } = await signUp(vercel.visitor())
    // A platform goes on with the process until what follows the answer is done.
    vercel.thaw()
    await vi.waitFor(() => expect(vercel.mailsTo(email)).toHaveLength(1), 30_000)
    expect(JSON.parse((await vercel.runJobs()).body)).toMatchObject({ mails: 0 })
  })
})

test('what a function needs is at most 25 MB, without sharp and what OpenNext adds', async () => {
  const bytes = await functionSize(BUNDLE)
  expect(bytes).toBeLessThanOrEqual(IS_LAMBDA ? 26_000_000 : 25_000_000)
})
