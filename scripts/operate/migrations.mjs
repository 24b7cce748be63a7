import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../places.mjs'

export const migrationsFolder = join(root, 'prisma', 'migrations')

/**
 * The migrations on disk, oldest first.
 *
 * @param {string} folder
 * @returns {Promise<{ name: string, sql: string }[]>}
 */
export async function readMigrations(folder = migrationsFolder) {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => ({
      name,
      sql: await readFile(join(folder, name, 'migration.sql'), 'utf8'),
    })),
  )
}
