import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { beginNotes, readNotes, writeNotes } from './cluster-notes.mjs'
import { createCluster, startCluster, stopCluster, urlOf } from './cluster.mjs'
import { findHome } from './database-home.mjs'
import { createDatabase } from './databases.mjs'
import { hold, release } from './holders.mjs'

/*
 * A real PostgreSQL of this clone's own. It outlives a killed parent, so starting means first asking
 * whether it already runs; and several processes may share it, so the last to leave stops it.
 */

/**
 * Starts the cluster in `folder`, or finds it running, and makes the database when missing.
 *
 * @param {{ folder: string, name: string, settings?: Record<string, string> }} options settings: of
 *   PostgreSQL, when it does not run yet
 * @returns {Promise<{ url: string, startedByUs: boolean, stop: () => Promise<void> }>} `stop` ends
 *   the cluster unless another live process still holds it
 * @throws {Failure} one sentence with what to do
 */
export async function startDatabase({ folder, name, settings = {} }) {
  const { home, notes } = await open(folder)
  await hold(folder)
  await createCluster(home, notes.password)
  const { port, startedByUs } = await startCluster(home, notes, settings)
  const remote = home.data !== join(folder, 'data')
  await writeNotes(folder, notes, { ...notes, port, ...(remote ? { data: home.data } : {}) })
  const url = urlOf(port, notes.password, name)
  await createDatabase(url)
  return {
    url,
    startedByUs,
    stop: async () => {
      if (await release(folder)) await stopCluster(home)
    },
  }
}

/**
 * Ends a cluster that runs although every process that used it is gone.
 *
 * @param {string} folder
 */
export async function stopUnheldDatabase(folder) {
  if (!(await readNotes(folder)) || !(await release(folder))) return
  const { home } = await open(folder)
  await stopCluster(home)
}

/**
 * Ends the cluster whoever holds it, and deletes everything it stored.
 *
 * @param {string} folder
 */
export async function removeDatabase(folder) {
  if (!(await stat(folder).catch(() => null))) return
  const { home } = await open(folder)
  await stopCluster(home)
  for (const place of [home.data, folder]) await rm(place, { recursive: true, force: true })
}

/**
 * The password is written down before the cluster is made, so a cluster without one is a leftover
 * nobody can read (its `.data` was deleted) and is made anew.
 *
 * @param {string} folder
 */
async function open(folder) {
  const kept = await readNotes(folder)
  const home = await findHome(folder, kept?.data)
  if (kept) return { home, notes: kept }
  const isFirst = await beginNotes(folder)
  if (isFirst && (await stat(home.data).catch(() => null))) {
    await stopCluster(home)
    await rm(home.data, { recursive: true, force: true })
  }
  const notes = await readNotes(folder)
  if (notes === null) throw new Error(`The notes in ${folder} disappeared while it was opened`)
  return { home, notes }
}
