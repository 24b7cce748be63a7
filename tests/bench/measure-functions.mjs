import { spawn } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, isBuilt } from '../../scripts/run/build.mjs'
import { dataFolder, root } from '../../scripts/places.mjs'
import { freePort } from '../../scripts/run/ports.mjs'
import { functionSize } from '../../scripts/test/function-size.mjs'
import { functionsFolder } from '../../scripts/test/test-server.mjs'
import { step } from '../../scripts/terminal.mjs'
import { median } from './figures.mjs'
import { buildReferenceApp, untilAnswered } from './reference-app.mjs'

const STARTS = 9
const BYTES_PER_MB = 1_000_000
const SETTINGS = {
  LATCHKEY_RUNTIME: 'functions',
  CLIENT_ADDRESS_HEADER: 'x-real-ip',
  JOBS_TOKEN: 'Yt6Qm2Xr9Kw4Zn8Bv3Hs',
}

/**
 * The time from the start of a function's process to its first page, compared with a bare Next app's, and
 * the size of what it needs. Both run on their traced files alone.
 *
 * @param {import('./arms.mjs').Bench} bench
 */
export async function measureFunctions({ envFor, pace }) {
  if (!(await isBuilt(functionsFolder))) {
    await step('Building for functions', () =>
      build(functionsFolder, { types: false, runtime: 'functions' }),
    )
  }
  await step('Building the bare function', () =>
    buildReferenceApp('floor', { output: 'standalone' }),
  )
  const ours = await copied(join(root, functionsFolder, 'standalone'))
  const bare = await copied(join(dataFolder, 'bench', 'floor', '.next', 'standalone'))
  try {
    const starts = Math.max(3, Math.round(STARTS * pace))
    const times = await step(`Starting both ${starts} times`, async () => {
      /** @type {{ ours: number[], bare: number[] }} */
      const measured = { ours: [], bare: [] }
      for (let count = 0; count < starts; count += 1) {
        const port = await freePort()
        const env = { ...(await envFor(port)), ...SETTINGS, TRUSTED_PROXIES: '0' }
        measured.ours.push(await timeToPage(ours, { ...env, PORT: String(port) }, '/sign-in'))
        const barePort = String(await freePort())
        measured.bare.push(await timeToPage(bare, { PATH: process.env.PATH, PORT: barePort }, '/'))
      }
      return measured
    })
    const startMs = median(times.ours)
    const bytes = await functionSize(ours)
    return { startMs, coldStart: startMs / median(times.bare), bundleMb: bytes / BYTES_PER_MB }
  } finally {
    await Promise.all([ours, bare].map((folder) => rm(folder, { recursive: true, force: true })))
  }
}

/** Away from the clone, whose packages would be found otherwise. @param {string} folder */
async function copied(folder) {
  const copy = await mkdtemp(join(tmpdir(), 'latchkey-bench-'))
  await cp(folder, copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

/**
 * @param {string} folder
 * @param {Record<string, string | undefined>} env
 * @param {string} path
 */
async function timeToPage(folder, env, path) {
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['server.js'], {
    cwd: folder,
    env: { ...env, NODE_ENV: 'production', HOSTNAME: '127.0.0.1' },
    stdio: 'ignore',
  })
  await untilAnswered(`http://localhost:${env.PORT}${path}`, child)
  const took = performance.now() - startedAt
  child.kill('SIGKILL')
  return took
}
