import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { patched, recipesIn } from '../adopt/recipes.mjs'
import { run } from '../child.mjs'
import { Failure } from '../failure.mjs'

/** In this order: a new role adds a column to the rows that the other recipes name. */
const FILES = ['docs/recipes/notes.md', 'docs/recipes/terms.md', 'docs/make-it-yours.md']

/**
 * @param {string} folder a copy of the product
 * @returns the recipes of its documents, in an order in which all can be followed
 */
export async function readRecipes(folder) {
  const read = (/** @type {string} */ file) => readFile(join(folder, file), 'utf8')
  // An earlier version has fewer.
  const texts = await Promise.all(FILES.map((file) => read(file).catch(() => '')))
  return texts.flatMap(recipesIn)
}

/**
 * @param {string} folder a copy of the product, which is changed
 * @param {import('../adopt/recipes.mjs').Recipe} recipe
 * @param {string} databaseUrl an empty database, for its commands
 * @throws {Failure} when a step cannot be followed; names it
 */
export async function followRecipe(folder, { title, steps }, databaseUrl) {
  const env = { ...process.env, DATABASE_URL: databaseUrl }
  for (const step of steps) await follow(folder, title, step, env)
}

/**
 * @param {string} folder
 * @param {string} title
 * @param {import('../adopt/recipes.mjs').Step} step
 * @param {NodeJS.ProcessEnv} env of commands
 */
async function follow(folder, title, step, env) {
  if (step.kind === 'run') {
    const { code, stdout, stderr } = await run('sh', ['-c', step.command], { cwd: folder, env })
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
