import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { findProgram } from '@/scripts/test/packaged-program.mjs'
import { migrate } from '@/scripts/operate/migrate.mjs'
import { readMigrations } from '@/scripts/operate/migrations.mjs'
import { createDatabase } from '@/scripts/run/databases.mjs'
import { examineDatabase } from '@/lib/doctor/database'
import { examinePooler } from '@/lib/doctor/pooler'
import { newTestDatabase } from '@/scripts/test/test-cluster.mjs'
import { SessionCache } from '@/lib/data/sessions/session-cache'
import { SessionNotifications } from '@/lib/data/sessions/session-notifications'
import { PATIENTLY } from '../../setup/patiently'
import { startPgBouncer, type PgBouncer } from './pgbouncer'

/* What does not work through the real PgBouncer, and how it is noticed. */

const program = (await findProgram('pgbouncer')) ?? ''
const direct = process.env.DATABASE_URL ?? ''

let bouncer: PgBouncer
const start = (mode: 'session' | 'transaction') => async () => {
  bouncer = await startPgBouncer(program, direct, { mode })
}
const stop = () => bouncer.stop()

/** What the doctor says of the pooler. */
async function findings(directUrl?: string) {
  const all = await examineDatabase({ url: bouncer.url, directUrl }, () => new Date())
  return all.filter(({ check }) => check === 'pooler').map(({ state, says }) => [state, says])
}

/** What it also says of the PgBouncer that is installed. */
const OF_ITS_AGE = isBefore121(program)
  ? [
      [
        'warning',
        expect.stringMatching(/^PgBouncer is older than 1\.21, or max_prepared_/) as string,
      ],
    ]
  : []

function isBefore121(program: string): boolean {
  if (program === '') return false
  const version = execFileSync(program, ['--version'], { encoding: 'utf8' })
  return Number(/^PgBouncer 1\.(\d+)/.exec(version)?.[1]) < 21
}

test('the doctor says nothing of a pooler that follows statements and the time zone', async () => {
  const facts = { isPooled: true, keepsTimeZone: true, renamesStatements: true }
  expect((await examinePooler(facts, direct)).map(({ state }) => state)).toEqual(['ok'])
})

test.skipIf(program === '')('the doctor names a pooler, and the way past it', async () => {
  await start('transaction')()
  expect(await findings()).toEqual([
    ...OF_ITS_AGE,
    ['warning', 'A pooler stands between: each request looks up its session.'],
  ])
  expect(await findings(direct)).toEqual([
    ...OF_ITS_AGE,
    ['ok', 'Notifications and migrations go past the pooler.'],
  ])
  expect(await findings(bouncer.url)).toEqual([
    ...OF_ITS_AGE,
    ['warning', 'DATABASE_DIRECT_URL leads through a pooler as well.'],
  ])
  await stop()
})

test('an address that leads to another database is noticed, and nothing cached', async () => {
  const url = await newTestDatabase(inject('cluster'), 'elsewhere')
  const cache = new SessionCache()
  const onDisconnected = vi.fn<(reason: unknown) => void>()
  const listener = new SessionNotifications({ onDisconnected }, cache, url)
  await listener.start()
  await vi.waitFor(() => expect(onDisconnected).toHaveBeenCalledOnce(), PATIENTLY)
  expect(String(onDisconnected.mock.calls[0]?.[0])).toMatch(/leads to another database/)
  expect(cache.isEnabled).toBe(false)
  await listener.stop()
})

describe.skipIf(program === '').each(['transaction', 'session'] as const)('in %s mode', (mode) => {
  beforeAll(start(mode))
  afterAll(stop)

  test('sessions are not cached, and the reason is reported once', async () => {
    const cache = new SessionCache()
    const onDisconnected = vi.fn()
    const listener = new SessionNotifications({ onDisconnected }, cache, bouncer.url)
    await listener.start()
    await listener.start()
    expect(onDisconnected).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ name: 'PooledConnection' }),
    )
    expect(cache.isEnabled).toBe(false)
    await listener.stop()
  })

  test('sessions are cached where notifications go past it', async () => {
    const cache = new SessionCache()
    const listener = new SessionNotifications({}, cache, direct)
    await listener.start()
    await vi.waitFor(() => expect(cache.isEnabled).toBe(true), PATIENTLY)
    await listener.stop()
  })

  test('two runners at once apply each migration once', async () => {
    const name = `/${inject('cluster').prefix}pooled_${mode}`
    await createDatabase(new URL(name, direct).href)
    const url = new URL(name, bouncer.url).href
    const [one, other] = await Promise.all([migrate(url), migrate(url)])
    const all = (await readMigrations()).map((migration) => migration.name)
    expect([...one, ...other].sort()).toEqual(all)
    expect(await migrate(url)).toEqual([])
  })
})
