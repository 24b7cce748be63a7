import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../child.mjs'
import { Failure } from '../failure.mjs'
import { productFact } from '../product.mjs'
import { renamedDocument, renamedProduct } from './rename.mjs'
import { mergedPackage } from './three-way.mjs'

/*
 * Merges a later version into a copy, and resolves what needs no person: package.json, the lockfile,
 * files of a removed part, and lines that differ only by the product's name.
 */

const PRODUCT = 'lib/product.ts'

/** @typedef {{ path: string, isGone: boolean }} Conflict `isGone`: deleted here, changed there */

/**
 * @param {string} folder
 * @param {readonly string[]} args
 */
export async function git(folder, args) {
  return run('git', args, { cwd: folder })
}

/**
 * @param {string} folder
 * @param {readonly string[]} args
 * @returns {Promise<string>} what it printed
 * @throws {Failure} it failed
 */
export async function gitOutput(folder, args) {
  const { code, stdout, stderr } = await git(folder, args)
  if (code !== 0) throw new Failure(`git ${args.join(' ')} failed.\n${stderr.trim()}`)
  return stdout.trim()
}

/**
 * Merges without a commit.
 *
 * @param {string} folder a clean clone
 * @param {string} ref
 * @returns {Promise<{ resolved: string[], left: string[] }>} paths with conflicts
 * @throws {Failure} Git did not merge at all
 */
export async function mergeInto(folder, ref) {
  const { code, stderr } = await git(folder, ['merge', '--no-commit', '--no-ff', ref])
  const conflicts = await conflictsIn(folder)
  if (code !== 0 && conflicts.length === 0) {
    throw new Failure(`${ref} could not be merged.\n${stderr.trim()}`)
  }
  const resolved = []
  for (const conflict of conflicts) {
    if (await isResolved(folder, conflict, ref)) resolved.push(conflict.path)
  }
  const left = (await conflictsIn(folder)).map(({ path }) => path)
  return { resolved, left }
}

/**
 * @param {string} folder
 * @returns {Promise<Conflict[]>}
 */
async function conflictsIn(folder) {
  const { stdout } = await git(folder, ['status', '--porcelain', '-z'])
  return stdout.split('\0').flatMap((line) => {
    const [state, path] = [line.slice(0, 2), line.slice(3)]
    if (!/^(DD|AU|UD|UA|DU|AA|UU)$/.test(state)) return []
    return [{ path, isGone: state === 'DU' }]
  })
}

/**
 * @param {string} folder
 * @param {Conflict} conflict
 * @param {string} ref
 */
async function isResolved(folder, { path, isGone }, ref) {
  if (isGone) {
    await gitOutput(folder, ['rm', '--quiet', '--', path])
    return true
  }
  if (path === 'package-lock.json') {
    // npm adds the copy's own packages again.
    await gitOutput(folder, ['checkout', '--theirs', '--', path])
    return added(folder, path)
  }
  const versions = await versionsOf(folder, path)
  if (versions === null) return false
  const text =
    path === 'package.json'
      ? mergedPackage(versions)
      : await renamedMerge(folder, path, versions, ref)
  if (text === null) return false
  await writeFile(join(folder, path), text)
  return added(folder, path)
}

/**
 * @param {string} folder
 * @param {string} path
 */
async function added(folder, path) {
  await gitOutput(folder, ['add', '--', path])
  return true
}

/**
 * @param {string} folder
 * @param {string} path
 * @returns {Promise<{ base: string, ours: string, theirs: string } | null>} null where one is missing
 */
async function versionsOf(folder, path) {
  const [base, ours, theirs] = await Promise.all(
    [1, 2, 3].map((stage) => git(folder, ['show', `:${stage}:${path}`])),
  )
  if (base?.code !== 0 || ours?.code !== 0 || theirs?.code !== 0) return null
  return { base: base.stdout, ours: ours.stdout, theirs: theirs.stdout }
}

/**
 * Merges as if the other version had the copy's name for the product.
 *
 * @param {string} folder
 * @param {string} path
 * @param {{ base: string, ours: string, theirs: string }} versions
 * @param {string} ref
 * @returns {Promise<string | null>} null when there is still a conflict
 */
async function renamedMerge(folder, path, { base, ours, theirs }, ref) {
  const from = namingIn(await gitOutput(folder, ['show', `${ref}:${PRODUCT}`]))
  const to = namingIn(await gitOutput(folder, ['show', `HEAD:${PRODUCT}`]))
  if (from.name === to.name) return null
  const renamed = (/** @type {string} */ text) =>
    path === PRODUCT ? renamedProduct(text, to) : renamedDocument(text, from, to)
  const place = await mkdtemp(join(tmpdir(), 'merge-'))
  try {
    const texts = { ours, base: renamed(base), theirs: renamed(theirs) }
    const files = Object.entries(texts).map(([name, text]) => ({ path: join(place, name), text }))
    await Promise.all(files.map((file) => writeFile(file.path, file.text)))
    const { code } = await run('git', ['merge-file', ...files.map((file) => file.path)], {
      cwd: place,
    })
    return code === 0 ? await readFile(join(place, 'ours'), 'utf8') : null
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

/** @param {string} source of `lib/product.ts` */
function namingIn(source) {
  return {
    name: productFact('name', source),
    slug: productFact('slug', source),
    cookiePrefix: productFact('cookiePrefix', source),
  }
}
