import { fork } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../../scripts/failure.mjs'
import { dataFolder, root } from '../../scripts/places.mjs'
import { benchRoot, serverProgram } from './bench-app.mjs'

const START_PATIENCE_MS = 60_000

/**
 * Starts the production server of the bench build with its event loop watched.
 *
 * @param {{ port: number, env: NodeJS.ProcessEnv }} options
 */
export async function startBenchServer({ port, env }) {
  const log = openSync(join(dataFolder, 'bench', 'server.log'), 'w', 0o600)
  const child = fork(serverProgram, {
    cwd: benchRoot,
    env: { ...env, PORT: String(port) },
    execArgv: ['--import', join(root, 'tests/bench/loop-delay.mjs')],
    stdio: ['ignore', log, log, 'ipc'],
  })
  await untilHealthy(port, child)
  return {
    pid: child.pid,
    resetDelay: () => void child.send('reset'),
    /** @returns {Promise<{ p99Ms: number, maxMs: number }>} */
    readDelay: async () => {
      child.send('read')
      const [delay] = await once(child, 'message')
      return delay
    },
    stop: async () => {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/**
 * @param {number} port
 * @param {import('node:child_process').ChildProcess} child
 */
async function untilHealthy(port, child) {
  const endsAt = Date.now() + START_PATIENCE_MS
  while (Date.now() < endsAt && child.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.ok) return
    await sleep(50)
  }
  child.kill('SIGKILL')
  throw new Failure('The bench server did not start; see .data/bench/server.log.')
}
