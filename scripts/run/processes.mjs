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
 * Between them there may be a shell, which outlives npm.
 *
 * @returns {Promise<ProcessIdentity | null>} null when the script was started directly
 */
export async function ownNpm() {
  const { npm_lifecycle_script: script } = process.env
  if (script === undefined) return null
  const isShell = (await commandLineOf(process.ppid)).includes(script)
  const npm = isShell ? await parentOf(process.ppid) : process.ppid
  return npm === null ? null : identityOf(npm)
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
async function parentOf(pid) {
  const parent =
    process.platform === 'linux' ? (await statOf(pid)).parent : await askPs('ppid', pid)
  return Number(parent) || null
}

/** @param {number} pid */
async function startOf(pid) {
  if (process.platform !== 'linux') return (await askPs('lstart', pid)) || null
  const { state, start } = await statOf(pid)
  if (start === undefined || state === 'Z') return null
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
  return `${boot.trim()} ${start}`
}

/**
 * What Linux tells of a process; nothing of one that is not there.
 *
 * @param {number} pid
 */
async function statOf(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The second field is the name in parentheses, which may itself contain spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { state: fields[0], parent: fields[1], start: fields[19] }
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
