import { join } from 'node:path'
import { readNotes } from '../run/cluster-notes.mjs'
import { startDatabase } from '../run/database.mjs'
import { Failure } from '../failure.mjs'
import { dataFolder } from '../places.mjs'
import { runningServers } from '../run/running.mjs'
import { localSecrets } from '../run/secrets.mjs'
import { localSettings } from '../run/local-settings.mjs'

const DEFAULT_PORT = '3000'

/**
 * Sets up this process's environment for the demo: its secrets, address and database. The database is
 * started for as long as this takes, unless it is already running.
 *
 * @param {string} [folder] holds all local data
 * @returns {Promise<() => Promise<void>>} releases the database
 * @throws {Failure} when there is no database yet
 */
export async function openLocal(folder = dataFolder) {
  const { databaseUrl, env, which } = localSettings()
  const database = databaseUrl
    ? { url: databaseUrl, stop: async () => {} }
    : await openDatabase(join(folder, 'pg'))
  const { authSecret, passwordPepper } = await localSecrets(folder)
  const servers = await runningServers(join(folder, 'servers'))
  const server = servers.find(({ mode }) => mode === 'demo' || mode === 'development')
  const port = process.env.PORT?.trim() || String(server?.port ?? DEFAULT_PORT)
  Object.assign(process.env, env, {
    NODE_ENV: 'production',
    LATCHKEY_MODE: server?.mode ?? 'demo',
    AUTH_URL: `http://localhost:${port}`,
    AUTH_SECRET: authSecret,
    PASSWORD_PEPPER: passwordPepper,
    DATABASE_URL: database.url,
    PORT: port,
  })
  process.stderr.write(`${which}\n`)
  return database.stop
}

/** @param {string} folder */
async function openDatabase(folder) {
  if (await readNotes(folder)) return startDatabase({ folder, name: 'latchkey' })
  throw new Failure('There is no demo database yet. Run npm run demo once, or set DATABASE_URL.')
}
