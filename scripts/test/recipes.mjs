import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gitOutput } from '../adopt/merge.mjs'
import { patched, recipesIn } from '../adopt/recipes.mjs'
import { bootstrap } from '../bootstrap.mjs'
import { run, runNode } from '../child.mjs'
import { Failure, runAsCommand } from '../failure.mjs'
import { root } from '../places.mjs'

/** In this order: a new role adds a column to the rows that the other recipes name. */
const FILES = ['docs/recipes/notes.md', 'docs/recipes/terms.md', 'docs/make-it-yours.md']

/*
 * `npm run test:recipes`: follows the recipes of docs/make-it-yours.md on a copy, one commit each, and
 * says how many files and lines each changes; `npm run check` must pass afterwards.
 * `npm run test:recipes -- role` follows only those with "role" in their title.
 */

await runAsCommand(async () => {
  const words = process.argv.slice(2).map((word) => word.toLowerCase())
  await bootstrap()
  // Imported late: it needs packages that bootstrap may just have installed.
  const { commitAll, makeWorkingCopy } = await import('./working-copy.mjs')
  const texts = await Promise.all(FILES.map((file) => readFile(join(root, file), 'utf8')))
  const all = texts.flatMap(recipesIn)
  const chosen = all.filter(({ title }) => {
    return words.length === 0 || words.some((word) => title.toLowerCase().includes(word))
  })
  if (chosen.length === 0) {
    throw new Failure(
      `No recipe has that in its title: ${all.map(({ title }) => title).join(', ')}`,
    )
  }
  const folder = await makeWorkingCopy('recipes')
  for (const { title, steps } of chosen) {
    for (const step of steps) await follow(folder, title, step)
    await commitAll(folder, title)
    const counts = await gitOutput(folder, ['show', '--shortstat', '--format='])
    console.log(`${title}: ${counts}`)
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

/**
 * @param {string} folder
 * @param {string} title
 * @param {import('../adopt/recipes.mjs').Step} step
 */
async function follow(folder, title, step) {
  if (step.kind === 'run') {
    const { code, stdout, stderr } = await run('sh', ['-c', step.command], { cwd: folder })
    if (code !== 0) throw new Failure(`"${title}": ${step.command} failed.\n${stdout}${stderr}`)
    return
  }
  const path = join(folder, step.path)
  if (step.kind === 'file') {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, step.text)
    return
  }
  const text = patched(await readFile(path, 'utf8'), step.text)
  if (text === null) {
    throw new Failure(`"${title}": ${step.path} has not exactly one place for\n${step.text}`)
  }
  await writeFile(path, text)
}
