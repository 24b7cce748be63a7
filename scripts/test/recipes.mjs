import { rm } from 'node:fs/promises'
import { gitOutput } from '../adopt/merge.mjs'
import { bootstrap } from '../bootstrap.mjs'
import { runNode } from '../child.mjs'
import { Failure, runAsCommand } from '../failure.mjs'
import { root } from '../places.mjs'
import { followRecipe, readRecipes } from './follow-recipes.mjs'

/*
 * `npm run test:recipes`: follows the recipes of docs/make-it-yours.md on a copy, one commit each, and
 * says how many files and lines each changes; `npm run check` must pass afterwards.
 * `npm run test:recipes -- role` follows only those with "role" in their title.
 */

await runAsCommand(async () => {
  const words = process.argv.slice(2).map((word) => word.toLowerCase())
  await bootstrap()
  // Imported late: it needs packages that bootstrap may just have installed.
  const [{ commitAll, makeWorkingCopy }, { newEmptyDatabase, startTestCluster }] =
    await Promise.all([import('./working-copy.mjs'), import('./test-cluster.mjs')])
  const all = await readRecipes(root)
  const chosen = all.filter(({ title }) => {
    return words.length === 0 || words.some((word) => title.toLowerCase().includes(word))
  })
  if (chosen.length === 0) {
    throw new Failure(
      `No recipe has that in its title: ${all.map(({ title }) => title).join(', ')}`,
    )
  }
  const folder = await makeWorkingCopy('recipes')
  const cluster = await startTestCluster()
  try {
    const databaseUrl = await newEmptyDatabase(cluster, 'recipes')
    for (const recipe of chosen) {
      await followRecipe(folder, recipe, databaseUrl)
      await commitAll(folder, recipe.title)
      const counts = await gitOutput(folder, ['show', '--shortstat', '--format='])
      console.log(`${recipe.title}: ${counts}`)
    }
  } finally {
    await cluster.stop()
  }
  const checks = [
    ['scripts/bootstrap.mjs'],
    ['node_modules/next/dist/bin/next', 'typegen'],
    ['scripts/test/check.mjs'],
  ]
  for (const program of checks) {
    const { code } = await runNode(program, { cwd: folder, show: true })
    if (code !== 0) throw new Failure(`${program.join(' ')} failed. The copy is kept: ${folder}`)
  }
  await rm(folder, { recursive: true, force: true })
})
