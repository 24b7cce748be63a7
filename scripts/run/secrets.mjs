import { randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dataFolder } from '../places.mjs'
import { writeOnce } from './write-once.mjs'

/**
 * This clone's secrets, generated on the first call. The demo, development and tests use them; `npm
 * start` never reads them.
 *
 * @param {string} [folder]
 * @returns {Promise<{ authSecret: string, passwordPepper: string }>}
 */
export async function localSecrets(folder = dataFolder) {
  const file = join(folder, 'secrets.json')
  const kept = await read(file)
  if (kept) return kept
  const secrets = {
    authSecret: randomBytes(32).toString('hex'),
    passwordPepper: `local:${randomBytes(32).toString('hex')}`,
  }
  await mkdir(folder, { recursive: true, mode: 0o711 })
  await writeOnce(file, `${JSON.stringify(secrets, null, 2)}\n`)
  return (await read(file)) ?? secrets
}

/** @param {string} file */
async function read(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return null
    throw error
  }
}
