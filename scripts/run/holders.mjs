import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { identityOf, isAlive } from './processes.mjs'

/*
 * Tracks which processes use a cluster, in one small file each, so that the demo, the development
 * server and a test run can share it and the last one to exit stops it. Files of killed processes
 * are ignored.
 */

/** @param {string} folder */
const holdersFolder = (folder) => join(folder, 'holders')

/** @param {string} folder */
export async function hold(folder) {
  await mkdir(holdersFolder(folder), { recursive: true })
  const file = join(holdersFolder(folder), `${process.pid}.json`)
  await writeFile(file, JSON.stringify(await identityOf(process.pid)))
}

/**
 * @param {string} folder
 * @returns {Promise<boolean>} true when no other process uses it
 */
export async function release(folder) {
  await rm(join(holdersFolder(folder), `${process.pid}.json`), { force: true })
  for (const name of await readdir(holdersFolder(folder)).catch(() => [])) {
    const file = join(holdersFolder(folder), name)
    const identity = JSON.parse(await readFile(file, 'utf8').catch(() => 'null'))
    if (identity && (await isAlive(identity))) return false
    await rm(file, { force: true })
  }
  return true
}
