import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../failure.mjs'
import { root } from '../places.mjs'
import { forgetServer, noteServer } from './running.mjs'

const ANSWER_PATIENCE_MS = 120_000
const POLL_MS = 100
const SHOWN_LOG_LINES = 20

/**
 * @typedef {object} LocalServer
 * @property {number} pid
 * @property {Promise<number>} ended resolves with the exit code, 1 when killed by a signal
 * @property {() => Promise<void>} stop  finishes the requests in flight first
 * @property {() => void} kill
 */

/**
 * Starts the compiled server in its own process group: Ctrl-C reaches only the launcher, which then
 * stops everything in order.
 *
 * @param {{ program: string, port: number, env: NodeJS.ProcessEnv, logFile: string | undefined }} options
 *   without a log file, its lines go to the terminal
 * @returns {Promise<LocalServer>}
 */
export async function startServer({ program, port, env, logFile }) {
  const output = logFile === undefined ? 'inherit' : openSync(logFile, 'w', 0o600)
  const child = spawn(process.execPath, ['--enable-source-maps', program], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', output, output],
  })
  if (typeof output === 'number') closeSync(output)
  /** @type {Promise<number>} */
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
  const mode = env.LATCHKEY_MODE ?? 'production'
  if (child.pid !== undefined) await noteServer({ port, mode, serverPid: child.pid })
  return {
    pid: child.pid ?? 0,
    ended: ended.finally(() => forgetServer(port)),
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
    kill: () => void child.kill('SIGKILL'),
  }
}

/**
 * @param {LocalServer} server
 * @param {{ port: number, logFile: string | undefined }} options
 * @throws {Failure} with its output, when it exits or does not answer
 */
export async function waitUntilItAnswers(server, { port, logFile }) {
  const waiting = new AbortController()
  const answered = await Promise.race([
    server.ended.then(() => 'ended'),
    poll(`http://127.0.0.1:${port}/api/health`, waiting.signal).then(() => 'answered'),
    sleep(ANSWER_PATIENCE_MS, 'silent', { signal: waiting.signal, ref: false }),
  ]).finally(() => waiting.abort())
  if (answered === 'answered') return
  const log = logFile === undefined ? '' : await readFile(logFile, 'utf8').catch(() => '')
  const said = log.trimEnd().split('\n').slice(-SHOWN_LOG_LINES).join('\n')
  const what = answered === 'ended' ? 'The server exited.' : 'The server does not answer.'
  throw new Failure(`${what}\n${said}`)
}

/**
 * @param {string} url
 * @param {AbortSignal} signal
 */
async function poll(url, signal) {
  while (!signal.aborted) {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => null)
    await response?.body?.cancel()
    if (response?.ok) return
    await sleep(POLL_MS)
  }
}
