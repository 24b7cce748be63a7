import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../failure.mjs'
import { dataFolder } from '../places.mjs'
import { portState } from './ports.mjs'
import { endProcess, identityOf, isAlive, ownNpm } from './processes.mjs'
import { productFact } from '../product.mjs'

/*
 * The servers running from this clone: one note per port, naming the server, its launcher and the
 * npm that runs it. A server whose launcher or npm is gone is an orphan. Identities include the
 * start time, so a process that reuses a process id is never touched.
 */

/** @typedef {import('./processes.mjs').ProcessIdentity} ProcessIdentity */
/** @typedef {{ port: number, mode: string, server: ProcessIdentity, launcher: ProcessIdentity, npm: ProcessIdentity | null }} Note */

const notesFolder = join(dataFolder, 'servers')
const PATIENCE_MS = 30_000

/**
 * @param {{ port: number, mode: string, serverPid: number }} options a child of this process
 * @param {string} [folder]
 */
export async function noteServer({ port, mode, serverPid }, folder = notesFolder) {
  const [server, launcher, npm] = await Promise.all([
    identityOf(serverPid),
    identityOf(process.pid),
    ownNpm(),
  ])
  if (!server || !launcher) return
  await mkdir(folder, { recursive: true, mode: 0o711 })
  await writeFile(
    join(folder, `${port}.json`),
    JSON.stringify({ port, mode, server, launcher, npm }),
  )
}

/** @param {number} port */
export async function forgetServer(port) {
  await rm(join(notesFolder, `${port}.json`), { force: true })
}

/**
 * Stops the servers whose launcher or npm was killed.
 *
 * @param {string} [folder]
 * @returns {Promise<Note[]>} the servers with a live launcher
 */
export async function endOrphans(folder = notesFolder) {
  const running = []
  for (const name of await readdir(folder).catch(() => [])) {
    const note = await readNote(join(folder, name))
    if (note && (await isAlive(note.server))) {
      const { launcher, npm } = note
      if ((await isAlive(launcher)) && (npm === null || (await isAlive(npm)))) {
        running.push(note)
        continue
      }
      await endProcess(launcher, { patienceMs: PATIENCE_MS })
      await endProcess(note.server, { patienceMs: PATIENCE_MS })
    }
    await rm(join(folder, name), { force: true })
  }
  return running
}

/**
 * @param {string} [folder]
 * @returns {Promise<Note[]>} all running servers
 */
export async function runningServers(folder = notesFolder) {
  const running = []
  for (const name of await readdir(folder).catch(() => [])) {
    const note = await readNote(join(folder, name))
    if (note && (await isAlive(note.server))) running.push(note)
  }
  return running
}

/**
 * @param {number} port
 * @param {string} command the npm script, for the remedy
 * @param {string} [folder]
 * @throws {Failure} the port is not available; says what uses it and what to do
 */
export async function claimPort(port, command, folder = notesFolder) {
  const own = (await endOrphans(folder)).find((note) => note.port === port)
  const remedy = `PORT=${port < 65_535 ? port + 1 : 3000} npm run ${command}`
  if (own) {
    throw new Failure(
      `${productFact('name')} already runs on http://localhost:${port}. Press Ctrl-C where it was started, ` +
        `or start a second one: ${remedy}`,
    )
  }
  const state = await portState(port)
  if (state === 'free') return
  const reason = state === 'taken' ? 'is used by another program' : 'may not be used by this user'
  throw new Failure(`Port ${port} ${reason}. Choose another one: ${remedy}`)
}

/**
 * @param {string} file
 * @returns {Promise<Note | null>} null when it is incomplete
 */
async function readNote(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return null
  }
}
