import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gitOutput } from '../adopt/merge.mjs'
import { takeVersion } from '../adopt/upgrade.mjs'
import { bootstrap } from '../bootstrap.mjs'
import { runNode } from '../child.mjs'
import { Failure, runAsCommand } from '../failure.mjs'
import { root } from '../places.mjs'
import { followRecipe, readRecipes } from './follow-recipes.mjs'

/*
 * `npm run test:upgrade`: proves that a changed copy takes later versions. A clone of an earlier commit
 * is changed by every recipe of docs/make-it-yours.md, then takes the later commits in three steps, with at most
 * one conflict in all. `npm run test:upgrade -- <earlier commit>`; by default the thirtieth before this one.
 */

const STEPS = 3
const MOST_CONFLICTS = 1

await runAsCommand(async () => {
  const [earlier = 'HEAD~30'] = process.argv.slice(2)
  await bootstrap()
  const commits = (
    await gitOutput(root, ['rev-list', '--first-parent', '--reverse', `${earlier}..HEAD`])
  ).split('\n')
  if (commits.length < STEPS) throw new Failure(`There must be ${STEPS} commits after ${earlier}.`)
  const stops = Array.from({ length: STEPS }, (_, step) => {
    return commits[Math.ceil(((step + 1) * commits.length) / STEPS) - 1] ?? 'HEAD'
  })
  const folder = await mkdtemp(join(tmpdir(), 'upgrade-'))
  await gitOutput(root, ['clone', '--quiet', root, folder])
  await gitOutput(folder, [
    'switch',
    '--quiet',
    '--create',
    'yours',
    await gitOutput(root, ['rev-parse', earlier]),
  ])
  await gitOutput(folder, ['config', 'user.name', 'Adopter'])
  await gitOutput(folder, ['config', 'user.email', 'adopter@example.com'])
  await writeFile(join(folder, '.git', 'info', 'exclude'), 'node_modules\n')
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  const { newEmptyDatabase, startTestCluster } = await import('./test-cluster.mjs')
  const cluster = await startTestCluster()
  try {
    await change(folder, await newEmptyDatabase(cluster, 'upgrade'))
  } finally {
    await cluster.stop()
  }
  let conflicts = 0
  for (const stop of stops) {
    const taken = await takeVersion(folder, stop)
    const subject = await gitOutput(root, ['log', '-1', '--format=%h %s', stop])
    console.log(
      `${subject}: ${taken.conflicts.length} conflicts, ${taken.resolved.length} resolved`,
    )
    for (const path of taken.conflicts) console.log(`  ${path}`)
    conflicts += taken.conflicts.length
    if (conflicts > MOST_CONFLICTS) {
      throw new Failure(`That is more than ${MOST_CONFLICTS}. The copy is kept: ${folder}`)
    }
    // A person decides for the later version.
    for (const path of taken.conflicts)
      await gitOutput(folder, ['checkout', '--theirs', '--', path])
    if (taken.conflicts.length > 0) {
      await gitOutput(folder, ['add', '--all'])
      await gitOutput(folder, ['commit', '--quiet', '--no-edit'])
    }
  }
  const { code } = await runNode(['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'], {
    cwd: folder,
    show: true,
  })
  if (code !== 0) throw new Failure(`The upgraded copy does not compile. It is kept: ${folder}`)
  await rm(folder, { recursive: true, force: true })
  console.log(`${commits.length} commits taken in ${STEPS} steps, with ${conflicts} conflicts.`)
})

/**
 * What an adopter changes: every recipe, and a part taken out.
 *
 * @param {string} folder
 * @param {string} databaseUrl
 */
async function change(folder, databaseUrl) {
  const { code, stderr } = await runNode(['scripts/adopt/remove.mjs', 'landing'], { cwd: folder })
  if (code !== 0) throw new Failure(`remove failed in the copy.\n${stderr}`)
  await commit(folder, 'Remove the landing page')
  for (const recipe of await readRecipes(folder)) {
    await followRecipe(folder, recipe, databaseUrl)
    await commit(folder, recipe.title)
  }
}

/**
 * @param {string} folder
 * @param {string} message
 */
async function commit(folder, message) {
  await gitOutput(folder, ['add', '--all'])
  // A recipe may change only what Git does not keep, such as .env.
  await gitOutput(folder, ['commit', '--quiet', '--allow-empty', '--message', message])
}
