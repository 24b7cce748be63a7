import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { bootstrap } from '../bootstrap.mjs'
import { programsFolder } from '../run/build.mjs'
import { Failure } from '../failure.mjs'
import { dataFolder, root } from '../places.mjs'
import { unreadableEnvFile } from '../run/env-files.mjs'
import { hashSources } from '../run/sources.mjs'

/*
 * Which installation the command line works on. DATABASE_URL, in the shell or in an env file that
 * `npm start` would read, selects that one, with its whole environment and the build that `npm
 * start` runs. Without it, or with `--demo`, the command line uses the database of `npm run demo` and
 * `npm run dev`.
 */

/** Setting one of these means an installation of one's own. */
const MEANS_PRODUCTION = ['AUTH_SECRET', 'PASSWORD_PEPPER', 'SMTP_URL', 'AUTH_URL']

/**
 * @typedef {object} Installation
 * @property {string} program the compiled command line
 * @property {() => Promise<void>} open  sets up this process's environment for it
 * @property {() => Promise<void>} close
 */

/**
 * @param {boolean} isDemo whatever the environment says
 * @returns {Promise<Installation>}
 */
export async function cliProgram(isDemo) {
  if (process.env.LATCHKEY_MODE === 'test') return builtInstallation()
  if (!isDemo && (await meansProduction())) {
    delete process.env.LATCHKEY_MODE // Unset means production.
    return builtInstallation()
  }
  await bootstrap()
  const { openLocal } = await import('./cli-local.mjs')
  let close = async () => {}
  return {
    program: await compiledHere(),
    open: async () => {
      close = await openLocal()
    },
    close: () => close(),
  }
}

/** @throws {Failure} settings of an installation are present, but not DATABASE_URL */
async function meansProduction() {
  const problem = unreadableEnvFile(root)
  if (problem !== null) throw new Failure(problem)
  const { default: nextEnv } = await import('@next/env').catch(() => ({ default: null }))
  const silent = { info: () => {}, error: () => {} }
  const fromFiles = nextEnv?.loadEnvConfig(root, false, silent).combinedEnv ?? process.env
  if (fromFiles.DATABASE_URL?.trim()) return true
  const given = MEANS_PRODUCTION.find((name) => fromFiles[name]?.trim())
  if (given === undefined) return false
  throw new Failure(
    `${given} is set, but DATABASE_URL is not. Set it to the database to work on. ` +
      'To use the demo database, add --demo.',
  )
}

/** @returns {Promise<Installation>} */
async function builtInstallation() {
  const program = join(programsFolder(process.env.LATCHKEY_DIST_DIR ?? '.next'), 'cli.mjs')
  if (!(await stat(program).catch(() => null))) {
    throw new Failure('There is no build to run. First run: npm run build')
  }
  Object.assign(process.env, { NODE_ENV: 'production' })
  return { program, open: async () => {}, close: async () => {} }
}

/**
 * A clone may have no build or an outdated one, so the command line is compiled from the current
 * sources, once per version of them.
 *
 * @returns {Promise<string>}
 */
async function compiledHere() {
  const { compile } = await import('../run/compile.mjs')
  const all = join(dataFolder, 'cli')
  const folder = join(all, (await hashSources()).slice(0, 16))
  const program = join(folder, 'cli.mjs')
  if (await stat(program).catch(() => null)) return program
  await mkdir(all, { recursive: true, mode: 0o711 })
  const before = await readdir(all)
  const unfinished = `${folder}.${process.pid}`
  await compile(unfinished)
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }))
  for (const name of before) await rm(join(all, name), { recursive: true, force: true })
  return program
}
