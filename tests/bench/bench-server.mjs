import { fork } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dataFolder, root } from '../../scripts/places.mjs'
import { benchRoot, serverProgram } from './bench-app.mjs'
import { untilAnswered, watched } from './reference-app.mjs'

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
/** The Node options of `npm start`. */
const START_OPTIONS = String(scripts.start).match(/--max-\S+/g) ?? []

/**
 * Starts the production server of the bench build and monitors its event loop.
 *
 * @param {{ port: number, env: NodeJS.ProcessEnv, name?: string }} options name: of the log
 */
export async function startBenchServer({ port, env, name = 'server' }) {
  const log = openSync(join(dataFolder, 'bench', `${name}.log`), 'w', 0o600)
  const child = fork(serverProgram, {
    cwd: benchRoot,
    env: { ...env, PORT: String(port) },
    execArgv: [...START_OPTIONS, '--import', join(root, 'tests/bench/loop-delay.mjs')],
    stdio: ['ignore', log, log, 'ipc'],
  })
  await untilAnswered(`http://127.0.0.1:${port}/api/health`, child)
  return watched(child)
}
