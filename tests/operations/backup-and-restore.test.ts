import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '@/scripts/child.mjs'
import { migrate } from '@/scripts/operate/migrate.mjs'
import { root } from '@/scripts/places.mjs'
import { TestDatabase } from '../e2e/setup/database'
import { createAccount, createResetLink, somebody } from '../e2e/setup/people'
import { packagedPostgres, PostgresPair } from './postgres-pair'

/* The commands of docs/operations.md, "First install" and "Backup and restore", with the distribution's tools. */

const bin = await packagedPostgres()
const NAMED =
  /<!-- run by tests\/operations\/backup-and-restore\.test\.ts -->\s+```\w+\n([^]*?)```/g

describe.skipIf(bin === null)('a backup', () => {
  const pair = new PostgresPair(bin ?? '')
  let folder = ''
  let blocks: string[] = []

  beforeAll(async () => {
    const document = await readFile(join(root, 'docs/operations.md'), 'utf8')
    blocks = [...document.matchAll(NAMED)].map(([, commands = '']) => commands)
    folder = await mkdtemp(join(tmpdir(), 'latchkey-backup-'))
    await pair.start()
  })
  afterAll(async () => {
    await pair.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** Runs commands as an operator does, with the database's address in the shell. */
  async function shell(commands: string, databaseUrl: string): Promise<void> {
    const PATH = [bin ?? '', process.env.PATH].join(delimiter)
    const env = { ...process.env, PATH, DATABASE_URL: databaseUrl }
    const { code, stderr } = await run('bash', ['-ec', commands], { env, cwd: folder })
    expect(code, stderr).toBe(0)
  }
  const psql = (sql: string, databaseUrl: string) =>
    shell(`psql -v ON_ERROR_STOP=1 "$DATABASE_URL" <<'SQL'\n${sql}\nSQL`, databaseUrl)
  const named = (database: string) => {
    const url = new URL(pair.primaryUrl)
    url.pathname = `/${database}`
    return url.href
  }

  test('is restored as documented, without its links and waiting mail', async () => {
    expect(blocks).toHaveLength(4)
    const [create = '', dump = '', restore = '', endLinks = ''] = blocks
    await psql(create, pair.primaryUrl)
    await migrate(named('latchkey'))
    const original = new TestDatabase(named('latchkey'))
    const user = await createAccount(original, somebody())
    await createResetLink(original, user)
    await original.rows(
      `INSERT INTO outbox_mails (id, "to", template, data, "sealedToken", "createdAt", "nextAttemptAt")
       VALUES (gen_random_uuid(), 'ada@example.com', 'reset-password', '{}', 'sealed', now(), now())`,
    )
    await original.close()

    await shell(dump, named('latchkey'))
    await psql('CREATE DATABASE restored OWNER latchkey;', pair.primaryUrl)
    const [first = ''] = restore.split('\n').filter((line) => line.startsWith('pg_restore'))
    await shell(first, named('restored'))
    await migrate(named('restored'))
    await psql(endLinks, named('restored'))

    const restored = new TestDatabase(named('restored'))
    expect(await restored.rows('SELECT email FROM users')).toEqual([{ email: user.email }])
    expect(await restored.count('link_tokens WHERE "usedAt" IS NULL')).toBe(0)
    expect(await restored.rows('SELECT "nextAttemptAt", "sealedToken" FROM outbox_mails')).toEqual([
      { nextAttemptAt: null, sealedToken: null },
    ])
    await restored.close()
  })
})
