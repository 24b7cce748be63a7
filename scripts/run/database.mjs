import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { beginNotes, readNotes, writeNotes } from './cluster-notes.mjs'
import { createCluster, startCluster, stopCluster, urlOf } from './cluster.mjs'
import { findHome } from './database-home.mjs'
import { createDatabase } from './databases.mjs'
import { hold, release } from './holders.mjs'

/*
 * The clone's own PostgreSQL. It survives a killed parent, so starting first checks whether it is
 * already running. Several processes may share it; the last one to exit stops it.
 */

/**
 * Starts the cluster in `folder` unless it is running, and creates the database if missing.
 *
 * @param {{ folder: string, name: string, settings?: Record<string, string> }} options settings: for
 *   PostgreSQL, if it is not running yet
 * @returns {Promise<{ url: string, startedByUs: boolean, stop: () => Promise<void> }>} `stop` stops the
 *   cluster unless another live process uses it
 * @throws {Failure} with what to do
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
 * Stops a cluster that no live process uses.
 *
 * @param {string} folder
 */
export async function stopUnheldDatabase(folder) {
  if (!(await readNotes(folder)) || !(await release(folder))) return
  const { home } = await open(folder)
  await stopCluster(home)
}

/**
 * Stops the cluster, even if it is in use, and deletes its data.
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
 * The password is stored before the cluster is created, so a cluster without a stored password is an
 * unreadable leftover (its `.data` was deleted) and is replaced.
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
  if (notes === null)
    throw new Error(`The notes in ${folder} disappeared while the database was being opened`)
  return { home, notes }
}
