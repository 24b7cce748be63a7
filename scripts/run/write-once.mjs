import { randomBytes } from 'node:crypto'
import { link, rm, writeFile } from 'node:fs/promises'

/**
 * Writes a file readable only by its owner, atomically and only once: of several concurrent writers,
 * one wins.
 *
 * @param {string} file
 * @param {string} text
 * @returns {Promise<boolean>} false when the file already existed
 */
export async function writeOnce(file, text) {
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`
  await writeFile(unfinished, text, { mode: 0o600 })
  try {
    await link(unfinished, file) // Unlike a rename, it fails if the file exists.
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(unfinished)
  }
}
