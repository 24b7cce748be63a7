import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { createDatabase } from '@/scripts/run/databases.mjs'
import { migrate } from '@/scripts/operate/migrate.mjs'

let folder = ''
let url = ''
let count = 0

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-migrations-'))
  const { url: cluster, prefix } = inject('cluster')
  const own = new URL(cluster)
  own.pathname = `/${prefix}migrate_${process.pid}_${(count += 1)}`
  url = own.href
  await createDatabase(url)
})

afterEach(() => rm(folder, { recursive: true }))

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true })
  await writeFile(join(folder, name, 'migration.sql'), sql)
}

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const result = await client.query<Record<string, unknown>>(sql)
  await client.end()
  return result.rows
}

const LAMPS = 'CREATE TABLE lamps (id int);\nCREATE INDEX lamps_id ON lamps (id);\n'

test('migrations are applied in order, once', async () => {
  await write('2_second', 'ALTER TABLE lamps ADD COLUMN name text;')
  await write('1_first', LAMPS)

  expect(await migrate(url, { folder })).toEqual(['1_first', '2_second'])
  expect(await migrate(url, { folder })).toEqual([])
  await write('3_third', 'ALTER TABLE lamps ADD COLUMN colour text;')
  expect(await migrate(url, { folder })).toEqual(['3_third'])
})

test('migrations are recorded as Prisma records them', async () => {
  await write('1_first', LAMPS)
  await migrate(url, { folder })

  const [row] = await rows('SELECT * FROM _prisma_migrations')

  expect(row).toMatchObject({
    migration_name: '1_first',
    checksum: createHash('sha256').update(LAMPS).digest('hex'),
    applied_steps_count: 1,
    logs: null,
    rolled_back_at: null,
  })
  expect(row?.id).toMatch(/^[0-9a-f-]{36}$/)
  expect(row?.finished_at).toBeInstanceOf(Date)
  expect(Number(row?.finished_at)).toBeGreaterThanOrEqual(Number(row?.started_at))
})

test('of two concurrent runs one applies and the other finds nothing to do', async () => {
  await write('1_first', `SELECT pg_sleep(0.2);\n${LAMPS}`)

  const applied = await Promise.all([
    migrate(url, { folder }),
    migrate(url, { folder }),
    migrate(url, { folder }),
  ])

  expect(applied.sort()).toEqual([[], [], ['1_first']])
})

test('a migration edited after it was applied is refused by name', async () => {
  await write('1_first', LAMPS)
  await migrate(url, { folder })
  await write('1_first', `${LAMPS}-- a second thought\n`)

  await expect(migrate(url, { folder })).rejects.toThrow(/1_first was edited/)
})

test('a migration that Prisma left unfinished is refused, with the remedy', async () => {
  await write('1_first', LAMPS)
  await migrate(url, { folder })
  await rows('UPDATE _prisma_migrations SET finished_at = NULL')

  await expect(migrate(url, { folder })).rejects.toThrow(
    /did not finish.*rolled_back_at = now\(\)/s,
  )

  await rows('UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL')
  await rows('DROP TABLE lamps')
  expect(await migrate(url, { folder })).toEqual(['1_first'])
})

test('a migration that fails leaves nothing behind and runs again once corrected', async () => {
  await write('1_first', `${LAMPS}SELECT 1/0;`)

  await expect(migrate(url, { folder })).rejects.toThrow(/1_first.*division by zero/)
  expect(await rows("SELECT to_regclass('lamps') AS lamps")).toEqual([{ lamps: null }])
  const [row] = await rows('SELECT logs, rolled_back_at FROM _prisma_migrations')
  expect(row?.logs).toMatch(/division by zero/)
  expect(row?.rolled_back_at).toBeInstanceOf(Date)

  await write('1_first', LAMPS)
  expect(await migrate(url, { folder })).toEqual(['1_first'])
})

/** Runs `work` while another connection's transaction holds what `sql` takes. */
async function whileHeld(sql: string, work: () => Promise<void>): Promise<void> {
  const holder = new pg.Client({ connectionString: url })
  await holder.connect()
  try {
    await holder.query('BEGIN')
    await holder.query(sql)
    await work()
  } finally {
    await holder.end()
  }
}

const SHORTLY = { lockTimeoutSeconds: 0.1 }

test('a migration that runs elsewhere for too long is named, with how to find it', async () => {
  await write('1_first', LAMPS)

  await whileHeld('SELECT pg_advisory_xact_lock(72707369)', async () => {
    await expect(migrate(url, { folder, ...SHORTLY })).rejects.toThrow(
      'Another migration has been running for more than 0.1 seconds. Wait until it is done and run ' +
        'this again; pg_locks (locktype advisory, objid 72707369) shows who runs it.',
    )
    const held = await rows(
      `SELECT objid::int FROM pg_locks JOIN pg_database ON pg_database.oid = database
        WHERE locktype = 'advisory' AND granted AND datname = current_database()`,
    )
    expect(held).toEqual([{ objid: 72_707_369 }])
  })

  expect(await migrate(url, { folder })).toEqual(['1_first'])
})

test('a table in use for too long is told, and the migration applies once it is free', async () => {
  await write('1_first', LAMPS)
  await migrate(url, { folder })
  await write('2_second', 'ALTER TABLE lamps ADD COLUMN name text;')

  await whileHeld('LOCK TABLE lamps IN ACCESS SHARE MODE', async () => {
    await expect(migrate(url, { folder, ...SHORTLY })).rejects.toThrow(
      /^Migration 2_second failed and was rolled back: a table it changes is in use by a longer query\. Run this again/,
    )
  })

  expect(await migrate(url, { folder })).toEqual(['2_second'])
})

test('an unreachable database is reported in one sentence', async () => {
  await expect(migrate('postgresql://nobody@127.0.0.1:1/none', { folder })).rejects.toThrow(
    'Cannot reach the database: connect ECONNREFUSED 127.0.0.1:1. Check DATABASE_URL.',
  )
})
