import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { newTestDatabase } from '@/scripts/test/test-cluster.mjs'
import { TestDatabase } from '../e2e/setup/database'
import { codeNow } from '../e2e/setup/two-factor'
import { createAccount, somebody } from '../e2e/setup/people'
import { FunctionsInstallation } from './installation'

/* The promises that take more requests: not part of `npm test`. */

/** Each request starts a process, which takes long on a busy machine. */
vi.setConfig({ testTimeout: 240_000 })

const installation = new FunctionsInstallation()
let database: TestDatabase

beforeAll(async () => {
  const databaseUrl = await newTestDatabase(inject('cluster'), 'functions_whole')
  database = new TestDatabase(databaseUrl)
  await installation.start(databaseUrl)
})
afterAll(async () => {
  await installation.stop()
  await database.close()
})

const HTML = { accept: 'text/html' }

test('each role gets what the table says', async () => {
  const anonymous = installation.visitor()
  const user = installation.visitor()
  const admin = installation.visitor()
  for (const [visitor, role] of [
    [user, 'USER'],
    [admin, 'ADMIN'],
  ] as const) {
    const account = await createAccount(database, somebody(), { role })
    await visitor.signIn(account.email, account.password)
  }
  const statuses = async (path: string) =>
    Promise.all([anonymous, user, admin].map(async (one) => (await one.get(path, HTML)).status))
  expect(await statuses('/account')).toEqual([307, 200, 200])
  expect(await statuses('/admin/users')).toEqual([307, 404, 200])
  expect(await statuses('/sign-in')).toEqual([200, 307, 307])
  expect(await statuses('/api/me')).toEqual([401, 200, 200])
  expect(await statuses('/mailbox')).toEqual([404, 404, 404])
})

test('a disabled account is out at once', async () => {
  const account = await createAccount(database, somebody())
  const visitor = installation.visitor()
  await visitor.signIn(account.email, account.password)
  await database.rows('UPDATE users SET "disabledAt" = now() WHERE id = $1::uuid', [account.id])
  expect((await visitor.get('/dashboard', HTML)).status).toBe(307)
})

test('a reset link is mailed by the job route, sets a new password and ends the sessions', async () => {
  const account = await createAccount(database, somebody())
  const [known, visitor] = [installation.visitor(), installation.visitor()]
  await known.signIn(account.email, account.password)
  await visitor.submit('/forgot-password', [{ name: 'email', value: account.email }])
  await installation.runJobs()
  const mail = installation.mailsTo(account.email).find(({ text }) => /reset-password/.test(text))
  const [link = ''] = /\/reset-password\?token=[\w-]+/.exec(mail?.text ?? '') ?? []
  const password = 'meadow lantern orbit quill'
  const set = await visitor.submitLinked(link, [{ name: 'password', value: password }])
  expect(set.status).toBe(303)
  expect((await known.get('/dashboard', HTML)).status).toBe(307)
  await visitor.signIn(account.email, password)
  expect((await visitor.get('/dashboard', HTML)).status).toBe(200)
})

test('two-factor is turned on and asked for', async () => {
  const account = await createAccount(database, somebody())
  const visitor = installation.visitor()
  await visitor.signIn(account.email, account.password)
  const page = await visitor.get('/account/two-factor', HTML)
  const [, shown = ''] = /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(page.body) ?? []
  const secret = shown.replaceAll(' ', '')
  await visitor.submit('/account/two-factor', [{ name: 'code', value: codeNow(secret) }])

  const later = installation.visitor()
  expect((await later.signIn(account.email, account.password)).body).toContain(
    'code=two_factor_required',
  )
  expect((await later.get('/dashboard', HTML)).status).toBe(307)
  await database.rows('UPDATE authenticators SET "lastUsedStep" = 0 WHERE "userId" = $1::uuid', [
    account.id,
  ])
  await later.post('/api/auth/callback/two-factor', {
    csrfToken: await later.csrfToken(),
    code: codeNow(secret),
  })
  expect((await later.get('/dashboard', HTML)).status).toBe(200)
})

test('a profile image is taken, stored and served', async () => {
  const account = await createAccount(database, somebody())
  const visitor = installation.visitor()
  await visitor.signIn(account.email, account.password)
  const blank = { width: 300, height: 300, channels: 3, background: 'teal' } as const
  const image = await sharp({ create: blank }).png().toBuffer()
  await visitor.submit('/account', [
    { name: 'image', value: image, fileName: 'me.png' },
    { name: 'name', value: account.name },
    { name: 'username', value: account.username },
  ])
  const { body } = await visitor.get('/dashboard', HTML)
  const [source = ''] = /\/api\/profile-image\/[\w-]{43}/.exec(body) ?? []
  const { status, headers } = await visitor.get(source)
  expect([status, headers['content-type']]).toEqual([200, 'image/webp'])
  expect(headers['cache-control']).toContain('immutable')
})

test('an export of the audit log streams to its end', async () => {
  const account = await createAccount(database, somebody(), { role: 'ADMIN' })
  const visitor = installation.visitor()
  await visitor.signIn(account.email, account.password)
  const exported = await visitor.post('/admin/audit/export', {})
  expect([exported.status, exported.headers['content-type']]).toEqual([
    200,
    'text/csv; charset=utf-8',
  ])
})
