import { expect, test, vi } from 'vitest'
import { sqlFromMigrationsToSchema } from '@/scripts/operate/schema-engine.mjs'

// Each comparison starts an in-memory PostgreSQL, which is slow on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

const HEAD = 'datasource db {\n  provider = "postgresql"\n}\n'
const LAMP = `${HEAD}model Lamp {\n  id Int @id\n}\n`
const NAMED_LAMP = `${HEAD}model Lamp {\n  id Int @id\n  name String?\n}\n`

test('the generated SQL leads to the schema, and then nothing is missing', async () => {
  const first = await sqlFromMigrationsToSchema({ migrations: [], schema: LAMP })
  expect(first).toContain('CREATE TABLE "Lamp"')
  const migrations = [{ name: '1_lamp', sql: first ?? '' }]

  expect(await sqlFromMigrationsToSchema({ migrations, schema: LAMP })).toBeNull()
  expect(await sqlFromMigrationsToSchema({ migrations, schema: NAMED_LAMP })).toContain(
    'ALTER TABLE "Lamp" ADD COLUMN     "name" TEXT;',
  )
})

test('a migration that does not apply is named', async () => {
  const migrations = [{ name: '1_broken', sql: 'CREATE TABEL lamps ();' }]

  await expect(sqlFromMigrationsToSchema({ migrations, schema: LAMP })).rejects.toThrow(/1_broken/)
})
