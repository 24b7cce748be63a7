import { chmod, copyFile, link, mkdir, mkdtemp, readdir, readlink, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { trackedFiles } from '../adopt/working-tree.mjs'
import { run } from '../child.mjs'
import { Failure } from '../failure.mjs'
import { root } from '../places.mjs'

/* A disposable clone of the working tree, uncommitted changes included. */

/** The commit must not depend on the machine's Git configuration. */
const GIT = [
  ...['-c', 'user.name=Adopter', '-c', 'user.email=adopter@example.com'],
  ...['-c', 'commit.gpgsign=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.autocrlf=false'],
]

/**
 * @param {string} name
 * @returns {Promise<string>} a new temporary folder with its own repository and packages
 */
export async function makeWorkingCopy(name) {
  const folder = await mkdtemp(join(tmpdir(), `adopt-${name}-`))
  await chmod(folder, 0o755) // PostgreSQL may run as a separate user.
  for (const path of await trackedFiles()) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await copyFile(join(root, path), join(folder, path))
  }
  await linkTree(join(root, 'node_modules'), join(folder, 'node_modules'))
  await git(folder, ['init', '--quiet', '--initial-branch=main'])
  await commitAll(folder, 'Initial state')
  return folder
}

/**
 * @param {string} folder
 * @param {string} message
 */
export async function commitAll(folder, message) {
  await git(folder, ['add', '--all'])
  await git(folder, ['commit', '--quiet', '--allow-empty', `--message=${message}`])
}

/**
 * @param {string} folder
 * @param {readonly string[]} args
 */
async function git(folder, args) {
  const { code, stderr } = await run('git', [...GIT, ...args], { cwd: folder })
  if (code !== 0) throw new Failure(`git ${args[0]} failed in ${folder}.\n${stderr}`)
}

/** npm's record of what is installed. npm rewrites this file in place. */
const NPM_RECORD = '.package-lock.json'

/**
 * Packages are hard links where the file system allows it: nothing writes into them. npm's record
 * is a copy, or an installation in the working copy would change it here too.
 *
 * @param {string} from
 * @param {string} to
 */
async function linkTree(from, to) {
  await mkdir(to, { recursive: true })
  const entries = await readdir(from, { withFileTypes: true })
  await Promise.all(
    entries.map(async (entry) => {
      const [source, target] = [join(from, entry.name), join(to, entry.name)]
      if (entry.isDirectory()) await linkTree(source, target)
      else if (entry.isSymbolicLink()) await symlink(await readlink(source), target)
      else if (entry.name === NPM_RECORD) await copyFile(source, target)
      else await link(source, target).catch(() => copyFile(source, target))
    }),
  )
}
