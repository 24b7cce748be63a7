import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { sealNamed } from '@/lib/crypto/named-seal'
import { seal } from '@/lib/crypto/seal'
import { prisma } from '@/lib/data/database/prisma'
import { days, hours, later, seconds } from '@/lib/domain/time'
import { examine } from '@/lib/doctor/doctor'
import type { Finding } from '@/lib/doctor/finding'
import { createDatabase } from '@/scripts/run/databases.mjs'
import { freePort } from '@/scripts/run/ports.mjs'
import { startMailServer } from '../mail/mail-server'
import { newAccount } from '../setup/new-account'
import { newSession } from '../setup/new-session'

const secret = () => randomBytes(33).toString('base64')
/** Whether the proxy in front lets the headers of bound sessions through. */
let passesHeaders = true
const health = createServer(({ url = '', headers }, response) => {
  const id = passesHeaders ? headers['sec-secure-session-id'] : ''
  const isRefresh = url.startsWith('/api/session-binding/')
  response.end(JSON.stringify(isRefresh ? { session_identifier: id } : { status: 'ok' }))
})
let mail: Awaited<ReturnType<typeof startMailServer>>
let environment: Record<string, string | undefined> = {}

beforeAll(async () => {
  mail = await startMailServer()
  await new Promise<void>((resolve) => health.listen(0, '127.0.0.1', resolve))
  environment = {
    AUTH_URL: `http://127.0.0.1:${(health.address() as AddressInfo).port}`,
    AUTH_SECRET: secret(),
    PASSWORD_PEPPER: `test:${secret()}`,
    DATABASE_URL: process.env.DATABASE_URL,
    SMTP_URL: mail.url,
    MAIL_FROM: 'no-reply@example.com',
    BCRYPT_COST: '10',
  }
  await newAccount({ role: 'ADMIN' })
})
afterAll(async () => {
  await mail.close()
  await new Promise((resolve) => health.close(resolve))
})
beforeEach(() => prisma().outboxMail.deleteMany())

async function look(
  changes: Record<string, string | undefined> = {},
  { nodeVersion = '24.13.0', aheadMs = 0 } = {},
): Promise<Finding[]> {
  return examine({
    environment: { ...environment, ...changes },
    nodeVersion,
    dataFolder: '/nowhere',
    clock: () => later(new Date(), aheadMs),
  })
}

/** Every finding that is not ok, as `check state: sentence`. */
async function complaints(...asked: Parameters<typeof look>): Promise<string[]> {
  const findings = await look(...asked)
  return findings.flatMap(({ check, state, says }) =>
    state === 'ok' ? [] : [`${check} ${state}: ${says}`],
  )
}

test('a healthy installation has only expected findings', async () => {
  // Plain http on loopback; otherwise as production requires.
  expect(await complaints()).toEqual([
    `cookies warning: ${environment.AUTH_URL} is not https: cookies have no __Host- prefix.`,
  ])
  const checks = (await look()).map(({ check }) => check)
  expect(checks).toEqual([
    ...['node', 'environment', 'secrets', 'database', 'migrations', 'clock', 'mail', 'cookies'],
    ...['address', 'session binding', 'hashing', 'outbox', 'administrators', 'proxies'],
  ])
})

test('a proxy that removes the headers of bound sessions is found', async () => {
  passesHeaders = false
  const found = await complaints()
  passesHeaders = true
  expect(found).toContain('session binding warning: On, but the headers of browsers do not arrive.')
  const off = await look({ SESSION_BINDING: 'off' })
  expect(off.find(({ check }) => check === 'session binding')?.state).toBe('ok')
})

test('every finding that is not ok suggests a fix, and none shows a secret', async () => {
  const changes = {
    ...{
      AUTH_SECRET: 'change-me-change-me-change-me-change-me',
      SMTP_URL: 'smtp://u:hunter2@127.0.0.1:1',
    },
    ...{
      DATABASE_URL: 'postgresql://latchkey:hunter3@127.0.0.1:1/latchkey',
      AUTH_URL: 'http://127.0.0.1:1',
    },
  }
  const findings = await look(changes)
  for (const { state, remedy } of findings) {
    if (state === 'warning' || state === 'broken') expect(remedy).toMatch(/\w/)
  }
  const text = JSON.stringify(findings)
  for (const hidden of ['hunter', 'change-me', environment.PASSWORD_PEPPER ?? '']) {
    expect(text).not.toContain(hidden)
  }
})

test('an incomplete environment is reported in full, and the database is still checked', async () => {
  const found = await complaints({ AUTH_SECRET: '', BCRYPT_COST: '99', MAIL_FROM: undefined })
  expect(found).toContain('environment broken: AUTH_SECRET is missing.')
  expect(found).toContain('environment broken: BCRYPT_COST must be at most 15.')
  expect(found.filter((line) => line.startsWith('database'))).toEqual([])
  expect(found).toContain('mail skipped: Needs a complete environment.')
})

test('weak and shared retired secrets are identified by their position', async () => {
  const same = secret()
  const found = await complaints({
    AUTH_SECRET: `${secret()},${'ab'.repeat(20)},${same}`,
    PASSWORD_PEPPER: `test:${secret()},old:${same}`,
  })
  expect(found).toEqual(
    expect.arrayContaining([
      'secrets warning: AUTH_SECRET (number 2) repeats itself and is not random.',
      'secrets warning: PASSWORD_PEPPER "old" is the same as AUTH_SECRET (number 3).',
    ]),
  )
})

test('an unreachable database, and one without migrations', async () => {
  const away = await complaints({ DATABASE_URL: 'postgresql://latchkey@127.0.0.1:1/latchkey' })
  expect(away).toContain(
    'database broken: Cannot connect to PostgreSQL: connect ECONNREFUSED 127.0.0.1:1.',
  )
  expect(away).toContain('administrators skipped: Needs the environment and the database.')

  const url = new URL(inject('cluster').url)
  url.pathname = `/${inject('cluster').prefix}bare_${process.pid}`
  await createDatabase(url.href)
  const bare = await complaints({ DATABASE_URL: url.href })
  expect(bare.find((line) => line.startsWith('migrations broken: Not applied yet:'))).toMatch(
    /_init, .*_attempt_counters/,
  )
})

test('migrations that were edited, never finished, or come from another version', async () => {
  const rename = (from: string, to: string) => prisma().$executeRaw`
    UPDATE _prisma_migrations SET checksum = ${to} WHERE checksum = ${from}`
  const [first] = await prisma().$queryRaw<{ name: string; checksum: string }[]>`
    SELECT migration_name AS name, checksum FROM _prisma_migrations ORDER BY 1 LIMIT 1`
  const { name = '', checksum = '' } = first ?? {}
  await rename(checksum, 'other')
  await prisma().$executeRaw`
    INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
    VALUES ('1', 'x', '99990101_tomorrow', now()), ('2', 'x', '99990102_half', NULL)`
  try {
    expect(await complaints()).toEqual(
      expect.arrayContaining([
        'migrations broken: Started but not finished: 99990102_half.',
        `migrations broken: Changed since they were applied: ${name}.`,
        'migrations warning: The database is ahead of this version: 99990101_tomorrow.',
      ]),
    )
  } finally {
    await rename('other', checksum)
    await prisma().$executeRaw`DELETE FROM _prisma_migrations WHERE id IN ('1', '2')`
  }
})

test('a read-only database and diverging clocks', async () => {
  const readOnly = new URL(environment.DATABASE_URL ?? '')
  readOnly.pathname += '_ro'
  await createDatabase(readOnly.href)
  await prisma().$executeRawUnsafe(
    `ALTER DATABASE "${readOnly.pathname.slice(1)}" SET default_transaction_read_only = on`,
  )
  expect(await complaints({ DATABASE_URL: readOnly.href })).toContain(
    'database broken: The server is read-only, such as a replica.',
  )
  const behind = await complaints({}, { aheadMs: seconds(5) })
  expect(behind.find((line) => line.startsWith('clock'))).toMatch(
    /^clock warning: The database's clock is \d\.\d s behind this machine’s\.$/,
  )
  const far = await complaints({}, { aheadMs: -hours(1) })
  expect(far.find((line) => line.startsWith('clock'))).toMatch(
    /^clock broken: .* ahead of this machine’s\.$/,
  )
})

test('an unreachable mail server, and an invalid sender', async () => {
  const found = await complaints({ SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: '' })
  expect(found).toContain(
    'mail broken: The mail server refused the connection: connect ECONNREFUSED 127.0.0.1:1.',
  )
  expect(found).toContain(
    'mail warning: MAIL_FROM is not a real address: receivers will drop the email.',
  )
})

test('a site URL where nothing or something else answers', async () => {
  const free = `127.0.0.1:${await freePort()}`
  expect(await complaints({ AUTH_URL: `http://${free}` })).toContain(
    `address warning: Nothing answers at http://${free}: connect ECONNREFUSED ${free}.`,
  )
  const other = createServer((_request, response) => response.writeHead(404).end('no'))
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  expect(await complaints({ AUTH_URL: url })).toContain(
    `address warning: Something else answers at ${url}: status 404.`,
  )
  await new Promise((resolve) => other.close(resolve))
})

test('passwords with a removed pepper, and mail with a removed secret', async () => {
  const account = await newAccount({ passwordPepper: 'former' })
  const now = new Date()
  const waiting = { template: 'reset-password', data: {}, createdAt: now, nextAttemptAt: now }
  const sealedToken = seal('outbox', 'token', [secret()])
  await prisma().outboxMail.create({ data: { ...waiting, to: account.email, sealedToken } })
  const found = await complaints()
  expect(found).toEqual(
    expect.arrayContaining([
      'secrets broken: Passwords with the pepper "former", which is missing from PASSWORD_PEPPER: 1.',
      'outbox broken: Queued emails sealed with an AUTH_SECRET that is no longer set: 1.',
    ]),
  )
  await prisma().user.delete({ where: { id: account.id } })
})

test('mail that is being retried', async () => {
  const now = new Date()
  const mailed = { to: 'ada@example.com', template: 'account-locked', data: {} }
  const { id } = await prisma().outboxMail.create({
    data: { ...mailed, createdAt: now, nextAttemptAt: now, lastError: '451 try later' },
  })
  expect(await complaints()).toContain(
    'outbox warning: Email is being retried. The last error was: 451 try later',
  )
  await prisma().outboxMail.delete({ where: { id } })
})

test('late mail, and mail that was dropped', async () => {
  const now = new Date()
  const mailed = { to: 'ada@example.com', template: 'account-locked', data: {} }
  const createdAt = later(now, -hours(1))
  await prisma().outboxMail.createMany({
    data: [
      { ...mailed, createdAt, nextAttemptAt: now, lastError: '451 try later' },
      { ...mailed, createdAt: later(now, -days(1)), failedAt: createdAt },
    ],
  })
  expect(await complaints()).toEqual(
    expect.arrayContaining([
      `outbox warning: Email has been queued since ${createdAt.toISOString()}. The last error was: 451 try later`,
      'outbox warning: Emails that failed for good in the last day: 1.',
    ]),
  )
})

test('an installation without administrators, and a proxy that is not trusted', async () => {
  const account = await newAccount()
  for (let made = 0; made < 10; made += 1) await newSession(account, new Date())
  await prisma().user.updateMany({ data: { role: 'USER' } })
  const found = await complaints()
  expect(found).toContain('administrators warning: There is no active administrator.')
  expect(found).toContain(
    'proxies warning: The newest 10 sessions all come from one address. TRUSTED_PROXIES is 0.',
  )
  await prisma().user.updateMany({ data: { role: 'ADMIN' } })
})

test('a Node version without security fixes', async () => {
  expect(await complaints({}, { nodeVersion: '20.20.2' })).toContain(
    'node warning: Node 20.20.2 has received no fixes since 2026-04-30.',
  )
})

test('authenticator apps of an older secret, and of one that was dropped', async () => {
  const [older, dropped] = [secret(), secret()]
  for (const one of [older, older, dropped]) {
    const { id: userId } = await newAccount()
    const { sealed: sealedSecret, keyName } = sealNamed('two-factor', 'SECRET', [one])
    const row = { userId, sealedSecret, keyName, lastUsedStep: 0, createdAt: new Date() }
    await prisma().authenticator.create({ data: row })
  }
  const AUTH_SECRET = [environment.AUTH_SECRET, older].join(',')
  expect(await complaints({ AUTH_SECRET })).toEqual(
    expect.arrayContaining([
      'secrets warning: Authenticator apps sealed with an older AUTH_SECRET: 2.',
      'secrets broken: Authenticator apps sealed with an AUTH_SECRET that is no longer set: 1.',
    ]),
  )
  await prisma().authenticator.deleteMany()
  expect((await complaints({ AUTH_SECRET })).join()).not.toContain('Authenticator')
})
