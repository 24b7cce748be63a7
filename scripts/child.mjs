import { spawn } from 'node:child_process'
import { root } from './places.mjs'

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/**
 * @typedef {object} Outcome
 * @property {number} code   1 when killed by a signal
 * @property {string} stdout empty when shown on the terminal
 * @property {string} stderr empty when it was shown
 */

/**
 * Runs a program until it exits.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { show?: boolean }} [options] show:
 *   print its output on the terminal
 * @returns {Promise<Outcome>} rejects only when it cannot be started
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
 * Runs a JavaScript program with the current Node.
 *
 * @param {readonly string[]} args the program and its arguments
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNode(args, options) {
  return run(process.execPath, args, options)
}

/** Kills the programs that are still running. */
export function endPrograms() {
  for (const child of running) child.kill('SIGTERM')
}
