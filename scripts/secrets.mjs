import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dataFolder } from './places.mjs'

/**
 * The secrets of this clone, generated at the first call. They serve the demo, development and
 * tests; `npm start` never reads them.
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
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`
  await mkdir(folder, { recursive: true, mode: 0o711 })
  await writeFile(unfinished, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  // A link fails when the file exists: of two starters at once, both use the first one's.
  await link(unfinished, file).catch(() => {})
  await rm(unfinished)
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
