import { run } from '../child.mjs'
import { Failure } from '../failure.mjs'

/**
 * Files that differ from `main`: committed on this branch, modified, or new and not ignored. On `main`
 * itself, and in a clone without it: uncommitted files.
 *
 * @returns {Promise<{ base: string, files: string[] }>} base: the commit to compare with; deleted files
 *   are not listed
 * @throws {Failure} outside a Git repository
 */
export async function changedFiles() {
  const base = (await git(['merge-base', 'main', 'HEAD'])) ?? (await git(['rev-parse', 'HEAD']))
  if (base === null) {
    throw new Failure(
      'This needs a Git repository with a commit. Run everything instead: npm run check',
    )
  }
  const changed = await git(['diff', '--name-only', '--diff-filter=d', '-z', base])
  const added = await git(['ls-files', '--others', '--exclude-standard', '-z'])
  const files = `${changed ?? ''}\0${added ?? ''}`.split('\0').filter((file) => file !== '')
  return { base, files: [...new Set(files)].sort() }
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<string | null>} null when Git fails or is not installed
 */
async function git(args) {
  const outcome = await run('git', args).catch(() => null)
  return outcome?.code === 0 ? outcome.stdout.trim() : null
}
