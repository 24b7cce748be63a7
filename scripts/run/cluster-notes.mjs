import { randomBytes } from 'node:crypto'
import { chown, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure, messageOf } from '../failure.mjs'
import { writeOnce } from './write-once.mjs'

/* What is stored about a cluster: one small file, readable only by its owner. */

/**
 * @typedef {object} ClusterNotes
 * @property {string} password of the superuser
 * @property {number} [port] at the last start
 * @property {string} [data] the cluster's folder, when it is elsewhere
 */

/** @param {string} folder */
const notesFile = (folder) => join(folder, 'cluster.json')

/**
 * @param {string} folder
 * @returns {Promise<ClusterNotes | null>}
 */
export async function readNotes(folder) {
  try {
    return JSON.parse(await readFile(notesFile(folder), 'utf8'))
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return null
    throw new Failure(
      `${notesFile(folder)} cannot be read: ${messageOf(error)}. Run this as the user who created ` +
        'it, or delete the folder .data to start over.',
    )
  }
}

/**
 * Creates the notes of a new cluster.
 *
 * @param {string} folder
 * @returns {Promise<boolean>} false when another process was faster
 */
export function beginNotes(folder) {
  return writeOnce(notesFile(folder), JSON.stringify({ password: randomBytes(24).toString('hex') }))
}

/**
 * @param {string} folder
 * @param {ClusterNotes} kept
 * @param {ClusterNotes} notes
 */
export async function writeNotes(folder, kept, notes) {
  if (JSON.stringify(kept) === JSON.stringify(notes)) return
  const unfinished = `${notesFile(folder)}.${process.pid}`
  await writeFile(unfinished, JSON.stringify(notes), { mode: 0o600 })
  const { uid, gid } = await stat(folder)
  if (process.getuid?.() === 0) await chown(unfinished, uid, gid) // Root may be acting for another user.
  await rename(unfinished, notesFile(folder))
}
