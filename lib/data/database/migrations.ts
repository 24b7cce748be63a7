import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from './prisma'

/** The number of this version's migrations that the database has not completed. */
export async function countMissingMigrations(database: Database): Promise<number> {
  const wanted = await namesOnDisk()
  const [table] = await database.$queryRaw<{ exists: boolean }[]>`
    SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "exists"`
  if (!table?.exists) return wanted.length
  const applied = await database.$queryRaw<{ name: string }[]>`
    SELECT migration_name AS name FROM _prisma_migrations
    WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`
  const names = new Set(applied.map(({ name }) => name))
  return wanted.filter((name) => !names.has(name)).length
}

async function namesOnDisk(): Promise<string[]> {
  const folder = join(/* turbopackIgnore: true */ process.cwd(), 'prisma', 'migrations')
  const entries = await readdir(folder, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
}
