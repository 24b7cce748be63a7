import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * A process id alone is ambiguous, because the system reuses it. With the start time it identifies one
 * process for good.
 *
 * @typedef {{ pid: number, startedAt: string }} ProcessIdentity
 */

/**
 * @param {number} pid
 * @returns {Promise<ProcessIdentity | null>} null when there is no such process or it cannot be determined
 */
export async function identityOf(pid) {
  const startedAt = await startOf(pid)
  return startedAt === null ? null : { pid, startedAt }
}

/**
 * The npm that runs this script. When it is killed it sends no signal, so its exit has to be watched.
 *
 * @returns {Promise<ProcessIdentity | null>} null when the script was started directly
 */
export async function ownNpm() {
  return process.env.npm_lifecycle_event === undefined ? null : identityOf(process.ppid)
}

/**
 * True while that same process is alive.
 *
 * @param {ProcessIdentity} identity
 */
export async function isAlive({ pid, startedAt }) {
  return (await startOf(pid)) === startedAt
}

/**
 * The command line of a process, arguments separated by spaces; empty when it is unknown.
 *
 * @param {number} pid
 */
export async function commandLineOf(pid) {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    return text.replaceAll('\0', ' ').trim()
  }
  return askPs('command', pid)
}

/**
 * Terminates a process, and kills it if it does not exit in time.
 *
 * @param {ProcessIdentity} identity
 * @param {{ patienceMs: number }} options how long it may take to exit
 */
export async function endProcess(identity, { patienceMs }) {
  const deadline = Date.now() + patienceMs
  if (await isAlive(identity)) sendSignal(identity.pid, 'SIGTERM')
  while (await isAlive(identity)) {
    if (Date.now() > deadline) {
      sendSignal(identity.pid, 'SIGKILL')
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/**
 * A process that has just exited by itself needs no signal.
 *
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function sendSignal(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error
  }
}

/** @param {number} pid */
async function startOf(pid) {
  if (process.platform !== 'linux') return (await askPs('lstart', pid)) || null
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The second field is the name in parentheses, which may itself contain spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? null : `${boot.trim()} ${fields[19]}`
  } catch {
    return null
  }
}

/**
 * @param {string} column
 * @param {number} pid
 */
async function askPs(column, pid) {
  const asked = run('ps', ['-o', `${column}=`, '-p', String(pid)], {
    env: { ...process.env, LC_ALL: 'C' },
  })
  return asked.then(({ stdout }) => stdout.trim()).catch(() => '')
}
