import { readFile, readdir, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { isBuilt } from '../run/build.mjs'
import { Failure, isCommand, runAsCommand } from '../failure.mjs'
import { place } from './linked-packages.mjs'
import { tracedFiles } from './traced-files.mjs'
import { root } from '../places.mjs'
import { step } from '../terminal.mjs'

/*
 * `node scripts/operate/release.mjs <folder>`: writes everything a server needs and nothing else, for a
 * container image or another machine of the same kind. In it, `scripts/run/start.mjs` serves,
 * `scripts/operate/migrate.mjs` migrates and `scripts/operate/cli.mjs` is the command line. The folder
 * is never written to.
 */

/** Build files that only the next build needs. */
const NOT_SERVED = new Set([
  'cache',
  'dev',
  'diagnostics',
  'trace',
  'trace-build',
  'turbopack',
  'types',
])

const PROGRAMS = [
  'scripts/run/start.mjs',
  'scripts/operate/migrate.mjs',
  'scripts/operate/cli.mjs',
  'scripts/run/health-check.mjs',
  // Started by its path, on threads.
  'lib/password/bcrypt-worker.mjs',
  // Read when somebody chooses a password.
  'lib/password/generated/common-passwords.gz',
  // Copied by `npm run cli -- export`.
  'scripts/operate/better-auth/verify-password.mjs',
]

/**
 * Puts a release together. Files are linked where the file system can, so a release is not to be
 * edited.
 *
 * @param {string} distFolder of a finished build, relative to the root
 * @param {string} folder replaced if it exists
 */
export async function release(distFolder, folder) {
  await rm(folder, { recursive: true, force: true })
  const programs = await programFiles()
  const compiled = ['serve.mjs', 'cli.mjs'].map((name) => join(distFolder, 'latchkey', name))
  const traced = await tracedFiles(distFolder, [...programs, ...compiled])
  for (const path of traced) await place(path, folder)
  for (const name of await readdir(join(root, distFolder))) {
    if (!NOT_SERVED.has(name)) await place(join(distFolder, name), folder)
  }
  await removeDemo(join(folder, distFolder, 'latchkey'))
  for (const path of [...programs, 'package.json', 'public', 'prisma/migrations']) {
    await place(path, folder)
  }
}

/**
 * A release cannot create the demo accounts: their password is public.
 *
 * @param {string} programs
 */
async function removeDemo(programs) {
  for (const name of await readdir(programs)) {
    if (/^(seed|demo-accounts)[.-]/.test(name)) await rm(join(programs, name))
  }
}

/** The programs an operator runs, and the files they start from. */
async function programFiles() {
  const found = [...PROGRAMS]
  for (const path of found) {
    const text = await readFile(join(root, path), 'utf8')
    for (const [, specifier = ''] of text.matchAll(/^import .*'(\.\.?\/[\w/-]+\.mjs)'/gm)) {
      const imported = join(dirname(path), specifier)
      if (!found.includes(imported)) found.push(imported)
    }
  }
  return found
}

async function main() {
  const [folder] = process.argv.slice(2)
  if (!folder) throw new Failure('Usage: node scripts/operate/release.mjs <folder>')
  if (relative(root, folder) === '')
    throw new Failure('That folder is the clone itself. Choose another.')
  const distFolder = process.env.LATCHKEY_DIST_DIR ?? '.next'
  if (!(await isBuilt(distFolder))) {
    throw new Failure('There is no build of these sources. First run: npm run build')
  }
  await step('Assembling the release', () => release(distFolder, folder))
}

if (isCommand(import.meta.url)) await runAsCommand(main)
