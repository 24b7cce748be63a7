import { spawn } from 'node:child_process'
import { root } from './places.mjs'

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/**
 * @typedef {object} Outcome
 * @property {number} code   1 for a death by signal
 * @property {string} stdout empty when it was shown
 * @property {string} stderr empty when it was shown
 */

/**
 * Runs a program to its end.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { show?: boolean }} [options] show: its output
 *   goes to the terminal
 * @returns {Promise<Outcome>} rejects only when it could not be started
 */
export function run(file, args, { show = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const output = show ? 'inherit' : 'pipe'
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', output, output], ...options })
    const outcome = { code: 1, stdout: '', stderr: '' }
    child.stdout?.setEncoding('utf8').on('data', (text) => (outcome.stdout += text))
    child.stderr?.setEncoding('utf8').on('data', (text) => (outcome.stderr += text))
    running.add(child)
    child.once('error', reject)
    child.once('close', (code) => resolve({ ...outcome, code: code ?? 1 }))
    child.once('close', () => running.delete(child))
  })
}

/**
 * Runs a JavaScript program with this very Node.
 *
 * @param {readonly string[]} args the program and its arguments
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNode(args, options) {
  return run(process.execPath, args, options)
}

/** Ends the programs that are still running, when nobody waits for them any more. */
export function endPrograms() {
  for (const child of running) child.kill('SIGTERM')
}
