import { createHash } from 'node:crypto'
import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bootstrap } from '../bootstrap.mjs'
import { runNode } from '../child.mjs'
import { Failure, isCommand, runAsCommand } from '../failure.mjs'
import { root } from '../places.mjs'
import { hashSources } from './sources.mjs'

const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')

/**
 * Next identifies each server action by this key, its file and its function: with a constant key,
 * forms that are open during a deployment still find their actions. Next would also encrypt the
 * variables a closure action captures; there are none (tests/proof/security/source-rules.test.ts),
 * so the key protects no secret. If you add one, set a key of your own.
 */
export const ACTION_NAMES_KEY = createHash('sha256')
  .update('names of server actions')
  .digest('base64')

/**
 * The folder of a build's compiled programs.
 *
 * @param {string} distFolder relative to the root, such as ".next"
 */
export function programsFolder(distFolder) {
  return join(root, distFolder, 'latchkey')
}

/** @param {string} distFolder */
export async function isBuilt(distFolder) {
  const stamp = await readFile(stampFile(distFolder), 'utf8').catch(() => '')
  return stamp === (await hashSources())
}

/**
 * Builds for production. Needs no environment variables and opens no connection.
 *
 * @param {string} distFolder
 * @param {{ show?: boolean, types?: boolean, runtime?: string | undefined }} [options] show: Next's own
 *   output goes to the terminal; types: false where another step checks them; runtime: what the build is
 *   for, undefined where `.env` may say it
 */
export async function build(distFolder, options = {}) {
  const { show = false, types = true } = options
  const runtime = 'runtime' in options ? options.runtime : 'server'
  const hash = await hashSources()
  await rm(stampFile(distFolder), { force: true }) // From here on the build may be interrupted.
  const env = {
    ...process.env,
    NODE_ENV: /** @type {const} */ ('production'),
    LATCHKEY_DIST_DIR: distFolder,
    NEXT_TELEMETRY_DISABLED: '1',
    LATCHKEY_TYPES_CHECKED: types ? '' : 'yes',
    ...(runtime === undefined ? {} : { LATCHKEY_RUNTIME: runtime }),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY:
      process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? ACTION_NAMES_KEY,
  }
  const { code, stdout, stderr } = await runNode([next, 'build'], { env, show })
  if (code !== 0) throw new Failure(`The build failed.\n${stdout}${stderr}`)
  await checkMiddleware(distFolder)
  await removeTraces(join(root, distFolder, 'standalone'))
  const { compile } = await import('./compile.mjs')
  await compile(programsFolder(distFolder))
  await writeFile(stampFile(distFolder), hash)
}

/**
 * A build for functions has a middleware for /api too; on a server it would only cost time there, and take
 * away what the front has set.
 *
 * @param {string} distFolder
 */
async function checkMiddleware(distFolder) {
  /** @param {string} name */
  const read = async (name) => JSON.parse(await readFile(join(root, distFolder, name), 'utf8'))
  const { functions } = await read('server/functions-config-manifest.json')
  const { config } = await read('required-server-files.json')
  const source = String(functions['/_middleware']?.matchers[0]?.originalSource)
  const isWhole = !source.includes('api/')
  if (isWhole === (config.env.LATCHKEY_BUILT_FOR === 'functions')) return
  throw new Failure(
    `The build has the middleware ${source}, of the other runtime. Keep pageExtensions in next.config.ts.`,
  )
}

/**
 * The traces have said what belongs into the folder of a function; in it nothing reads them.
 *
 * @param {string} folder which only a build for functions has
 */
async function removeTraces(folder) {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const traces = names.filter((name) => name.endsWith('.nft.json'))
  await Promise.all(traces.map((name) => rm(join(folder, name))))
}

/** @param {string} distFolder */
const stampFile = (distFolder) => join(programsFolder(distFolder), 'built-from')

async function main() {
  await bootstrap()
  const runtime = process.env.LATCHKEY_RUNTIME
  await build(process.env.LATCHKEY_DIST_DIR ?? '.next', { show: true, runtime })
}

if (isCommand(import.meta.url)) await runAsCommand(main)
