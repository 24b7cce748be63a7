import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
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
 * @param {{ show?: boolean, types?: boolean }} [options] show: Next's own output goes to the terminal;
 *   types: false where another step checks them
 */
export async function build(distFolder, { show = false, types = true } = {}) {
  const hash = await hashSources()
  await rm(stampFile(distFolder), { force: true }) // From here on the build may be interrupted.
  const env = {
    ...process.env,
    NODE_ENV: /** @type {const} */ ('production'),
    LATCHKEY_DIST_DIR: distFolder,
    NEXT_TELEMETRY_DISABLED: '1',
    LATCHKEY_TYPES_CHECKED: types ? '' : 'yes',
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY:
      process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? ACTION_NAMES_KEY,
  }
  const { code, stdout, stderr } = await runNode([next, 'build'], { env, show })
  if (code !== 0) throw new Failure(`The build failed.\n${stdout}${stderr}`)
  const { compile } = await import('./compile.mjs')
  await compile(programsFolder(distFolder))
  await writeFile(stampFile(distFolder), hash)
}

/** @param {string} distFolder */
const stampFile = (distFolder) => join(programsFolder(distFolder), 'built-from')

async function main() {
  await bootstrap()
  await build(process.env.LATCHKEY_DIST_DIR ?? '.next', { show: true })
}

if (isCommand(import.meta.url)) await runAsCommand(main)
