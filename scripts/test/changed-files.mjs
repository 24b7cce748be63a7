import { run } from '../child.mjs'
import { Failure } from '../failure.mjs'

/**
 * What differs from `main`: committed on this branch, changed, or new and not ignored. On `main`
 * itself, and in a clone without that branch, what is not committed.
 *
 * @returns {Promise<{ base: string, files: string[] }>} base: the commit compared with; deleted files
 *   are not listed
 * @throws {Failure} this is no Git repository
 */
export async function changedFiles() {
  const base = (await git(['merge-base', 'main', 'HEAD'])) ?? (await git(['rev-parse', 'HEAD']))
  if (base === null) {
    throw new Failure('This needs a Git repository with a commit. Run all of it: npm run check')
  }
  const changed = await git(['diff', '--name-only', '--diff-filter=d', '-z', base])
  const added = await git(['ls-files', '--others', '--exclude-standard', '-z'])
  const files = `${changed ?? ''}\0${added ?? ''}`.split('\0').filter((file) => file !== '')
  return { base, files: [...new Set(files)].sort() }
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<string | null>} null when Git refused, or is not there
 */
async function git(args) {
  const outcome = await run('git', args).catch(() => null)
  return outcome?.code === 0 ? outcome.stdout.trim() : null
}
