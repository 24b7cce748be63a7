import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { root } from '@/scripts/places.mjs'
import { testDistFolder } from '@/scripts/test/test-server.mjs'
import { AUDIT_ACTIONS } from '@/lib/domain/audit/audit-actions'
import { expect, test } from './fixtures'
import { allSecrets } from './setup/canaries'
import { TestDatabase } from './setup/database'
import { PEPPER, runningServer, SERVER_NAMES } from './setup/servers'

/*
 * Checks of the run as a whole, after everything else. Every test itself checks that no page
 * violated its security policy, met an error or used web storage: see `fixtures.ts`.
 */

type Line = { level?: string; event?: string }

/** What else must not appear, by its shape: tokens in URLs, session tokens, password hashes. */
const SHAPES = [/token=[A-Za-z0-9_-]{43}/, /eyJhbGciOiJkaXIi/]
const HASH = /\$2[aby]\$\d\d\$/

for (const name of SERVER_NAMES) {
  test(`the log of the server "${name}" has no error and no secret`, async () => {
    const text = await readFile(runningServer(name).logFile, 'utf8')
    const lines = text.trim().split('\n')
    expect(lines.length).toBeGreaterThan(2)
    const written = lines.map((line) => JSON.parse(line) as Line)

    const errors = lines.filter((_, at) => /^(error|fatal)$/.test(written[at]?.level ?? ''))
    expect(errors).toEqual([])
    expect(lines.filter((line) => [...SHAPES, HASH].some((shape) => shape.test(line)))).toEqual([])
    expect(await secretsIn(lines)).toEqual([])
  })

  test(`the database of the server "${name}" had no deadlock`, async () => {
    const database = new TestDatabase(runningServer(name).databaseUrl)
    const [row] = await database.rows(
      `SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()`,
    )
    await database.close()
    expect(row?.deadlocks).toBe(0)
  })

  test(`each audit event of the server "${name}" was logged once`, async () => {
    const database = new TestDatabase(runningServer(name).databaseUrl)
    const kept = await database.rows(
      `SELECT action AS event, result::text, "actorId"::text, "targetId"::text
         FROM audit_events WHERE "originDigest" IS NOT NULL`,
    )
    await database.close()
    const text = await readFile(runningServer(name).logFile, 'utf8')
    const told = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(
        ({ event, address }) =>
          AUDIT_ACTIONS.some((action) => action === event) && address !== undefined,
      )
    expect(told.map(eventOf).sort()).toEqual(kept.map(eventOf).sort())
  })

  test(`the database of the server "${name}" contains no password and no token, including its mails`, async () => {
    const database = new TestDatabase(runningServer(name).databaseUrl)
    const tables = await database.rows(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`,
    )
    const texts: string[] = []
    for (const { table_name: table } of tables) {
      const rows = await database.rows(
        `SELECT row_to_json(t)::text AS text FROM ${pg.escapeIdentifier(String(table))} t`,
      )
      texts.push(...rows.map(({ text }) => `${String(table)}: ${String(text)}`))
    }
    await database.close()

    expect(texts.length).toBeGreaterThan(2)
    expect(texts.filter((text) => SHAPES.some((shape) => shape.test(text)))).toEqual([])
    expect(await secretsIn(texts)).toEqual([])
  })
}

test('what browsers download contains no secret of the servers or of any user', async () => {
  const folder = join(root, testDistFolder, 'static')
  const files = (await readdir(folder, { recursive: true })).filter((name) => /\.\w+$/.test(name))
  const texts = await Promise.all(
    files.map(async (name) => `${name}: ${await readFile(join(folder, name), 'latin1')}`),
  )
  expect(texts.length).toBeGreaterThan(5)
  expect(await secretsIn(texts)).toEqual([])
  const ofServers = /PASSWORD_PEPPER|AUTH_SECRET|DATABASE_URL|SMTP_URL|postgres(ql)?:\/\//
  expect(texts.filter((text) => ofServers.test(text) || text.includes(PEPPER.secret))).toEqual([])
})

test('secrets of signed-in users were recorded for the search', async () => {
  const { tokens } = await allSecrets()
  const counts = SERVER_NAMES.map(async (name) => {
    const database = new TestDatabase(runningServer(name).databaseUrl)
    const count = await database.count('sessions')
    await database.close()
    return count
  })
  const sessions = (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
  expect(tokens.length).toBeGreaterThanOrEqual(Math.min(1, sessions))
})

const eventOf = ({ event, result, actorId, targetId }: Record<string, unknown>) =>
  JSON.stringify([event, result, actorId ?? null, targetId ?? null])

/** The first places where a secret was found, shortened, for the report. */
async function secretsIn(texts: readonly string[]): Promise<string[]> {
  const { passwords, tokens } = await allSecrets()
  // Searching one long text once per secret is the fastest.
  const all = texts.join('\n')
  const found = [...passwords, ...tokens].filter((secret) => all.includes(secret))
  return found
    .flatMap((secret) => texts.filter((text) => text.includes(secret)))
    .map((text) => text.slice(0, 300))
    .slice(0, 10)
}
