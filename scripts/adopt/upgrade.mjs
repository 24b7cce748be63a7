import { parseArgs } from 'node:util'
import { run, runNode } from '../child.mjs'
import { Failure, isCommand, runAsCommand } from '../failure.mjs'
import { root } from '../places.mjs'
import { git, gitOutput, mergeInto } from './merge.mjs'
import { PARTS } from './parts.mjs'

/*
 * `npm run upgrade -- <ref>`: takes a later version into a copy. It merges on the current branch,
 * removes again what the copy has removed, installs, checks that schema and migrations agree, and runs
 * `npm run check`. `--continue` goes on after conflicts were resolved by hand.
 */

const USAGE = 'Name a version: npm run upgrade -- v0.3.0 (or --continue, after resolving conflicts)'

/** What to do about a conflict, by the beginning of its path; the first that fits counts. */
const ADVICE = [
  ['prisma/schema.prisma', 'keep both sides'],
  ['prisma/migrations', 'keep theirs: a migration that was applied is never edited'],
  ['app/(app)/dashboard', 'keep yours; it is meant to be replaced'],
  ['app/theme.css', 'keep your colors'],
  ['app/fonts.ts', 'keep your fonts'],
  ['lib/domain/site/routes.ts', 'keep both lists of paths'],
  ['app/navigation.ts', 'keep both lists of pages'],
  ['app/http.config.ts', 'keep yours'],
  ['docs/', 'keep yours where you have replaced it'],
  ['README.md', 'keep yours where you have replaced it'],
  ['', 'take their logic with your words; the tests show what else it must do'],
]

/**
 * @param {string} folder the copy
 * @param {string} ref
 * @returns {Promise<{ conflicts: string[], resolved: string[] }>} `conflicts`: for a person
 * @throws {Failure} it cannot be merged
 */
export async function takeVersion(folder, ref) {
  const removed = await removedParts(folder)
  const { resolved, left } = await mergeInto(folder, ref)
  if (left.length > 0) return { conflicts: left, resolved }
  await finishMerge(folder, removed)
  return { conflicts: [], resolved }
}

/**
 * Commits the merge, and takes out again what belongs to parts that the copy has removed.
 *
 * @param {string} folder
 * @param {readonly string[]} removed
 */
async function finishMerge(folder, removed) {
  const message = ['--no-edit', '--quiet']
  if (await isMerging(folder)) await gitOutput(folder, ['commit', ...message])
  for (const part of removed) {
    const { code, stderr } = await runNode(['scripts/adopt/remove.mjs', part, '--again'], {
      cwd: folder,
    })
    if (code !== 0) throw new Failure(`The ${part} could not be removed again.\n${stderr}`)
  }
  const changes = await gitOutput(folder, ['status', '--porcelain'])
  if (changes === '') return
  await gitOutput(folder, ['add', '--all'])
  await gitOutput(folder, ['commit', ...message, '--amend'])
}

/** @param {string} folder */
async function isMerging(folder) {
  return (await git(folder, ['rev-parse', '--verify', '--quiet', 'MERGE_HEAD'])).code === 0
}

/**
 * The parts of which the last commit has nothing. The working tree may have files of them again, from a
 * merge that is not committed yet.
 *
 * @param {string} folder
 */
export async function removedParts(folder) {
  const names = Object.entries(PARTS).map(async ([name, { paths }]) => {
    const listing = ['ls-tree', '--name-only', 'HEAD', '--', ...paths]
    return (await gitOutput(folder, listing)) === '' ? [name] : []
  })
  return (await Promise.all(names)).flat()
}

/** @param {string} ref */
async function checkRef(ref) {
  if ((await git(root, ['rev-parse', '--is-inside-work-tree'])).code !== 0) {
    throw new Failure('This is no Git repository. See "Once" in docs/upgrading.md.')
  }
  if ((await gitOutput(root, ['status', '--porcelain'])) !== '') {
    throw new Failure('There are uncommitted changes. Commit them first.')
  }
  if ((await git(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])).code !== 0) {
    throw new Failure(`There is no version ${ref}. First run: git fetch latchkey --tags`)
  }
  if ((await git(root, ['merge-base', '--is-ancestor', ref, 'HEAD'])).code === 0) {
    throw new Failure(`${ref} is in your copy already.`)
  }
  if ((await git(root, ['merge-base', ref, 'HEAD'])).code !== 0) {
    throw new Failure(
      `${ref} has no history in common with your copy. See "Once" in docs/upgrading.md.`,
    )
  }
}

/**
 * What the changelog says between two versions.
 *
 * @param {string} from
 * @param {string} to
 */
async function newsBetween(from, to) {
  const { stdout } = await git(root, ['diff', '--unified=0', from, to, '--', 'CHANGELOG.md'])
  const lines = stdout.split('\n').filter((line) => /^\+(?!\+\+)/.test(line))
  return lines
    .map((line) => line.slice(1))
    .join('\n')
    .trim()
}

/** @param {readonly string[]} conflicts */
function conflictsInWords(conflicts) {
  return [
    `${conflicts.length} ${conflicts.length === 1 ? 'file conflicts' : 'files conflict'}:`,
    ...conflicts.map((path) => {
      const [, advice = ''] = ADVICE.find(([start = '']) => path.startsWith(start)) ?? []
      return `  ${path}: ${advice}`
    }),
    '',
    'Resolve them, git add them, then run: npm run upgrade -- --continue',
    'To give up: git merge --abort',
  ].join('\n')
}

async function installAndCheck() {
  /** @type {[string, () => Promise<{ code: number }>][]} */
  const steps = [
    ['npm install', () => run('npm', ['install', '--no-audit', '--no-fund'], { show: true })],
    ['the database client', () => runNode(['scripts/bootstrap.mjs'], { show: true })],
    [
      'schema and migrations',
      () => runNode(['scripts/operate/migration-drift.mjs'], { show: true }),
    ],
    ['npm run check', () => runNode(['scripts/test/check.mjs'], { show: true })],
  ]
  for (const [what, step] of steps) {
    console.log(`\n${what}`)
    if ((await step()).code !== 0) {
      throw new Failure(
        `The merge is committed, but this failed: ${what}. Mend it, then run npm run check. ` +
          'To go back to before: git reset --hard ORIG_HEAD',
      )
    }
  }
}

async function main() {
  const { values, positionals } = parseArgs({
    options: {
      continue: { type: 'boolean', default: false },
      'no-check': { type: 'boolean', default: false },
    },
    allowPositionals: true,
  })
  const [ref] = positionals
  if (values.continue ? positionals.length > 0 : positionals.length !== 1) throw new Failure(USAGE)
  if (ref === undefined) {
    const { stdout } = await git(root, ['diff', '--name-only', '--diff-filter=U'])
    if (stdout.trim() !== '') throw new Failure(conflictsInWords(stdout.trim().split('\n')))
    await finishMerge(root, await removedParts(root))
  } else {
    await checkRef(ref)
    const base = await gitOutput(root, ['merge-base', ref, 'HEAD'])
    const news = await newsBetween(base, ref)
    console.log(news === '' ? 'The changelog says nothing new.' : `What is new:\n\n${news}\n`)
    const { conflicts, resolved } = await takeVersion(root, ref)
    if (resolved.length > 0) console.log(`Merged without you: ${resolved.join(', ')}`)
    if (conflicts.length > 0) throw new Failure(conflictsInWords(conflicts))
  }
  if (!values['no-check']) await installAndCheck()
  console.log(
    '\nDone. Read what the changelog asks of you above, try it, then deploy: docs/operations.md.',
  )
}

if (isCommand(import.meta.url)) await runAsCommand(main)
