import { randomBytes } from 'node:crypto'
import { link, rm, writeFile } from 'node:fs/promises'

/**
 * Writes a file for its owner's eyes, whole or not at all, and never a second time: of several who
 * try at once, one wins.
 *
 * @param {string} file
 * @param {string} text
 * @returns {Promise<boolean>} false when the file was there already
 */
export async function writeOnce(file, text) {
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`
  await writeFile(unfinished, text, { mode: 0o600 })
  try {
    await link(unfinished, file) // Unlike a rename, it fails when the file exists.
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(unfinished)
  }
}
