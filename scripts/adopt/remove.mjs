import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runNode } from '../child.mjs'
import { Failure, runAsCommand } from '../failure.mjs'
import { root } from '../places.mjs'
import {
  withoutDeadLinks,
  withoutDeadProofs,
  withoutRoutes,
  withRouteRow,
} from './document-rows.mjs'
import { markedLines, withoutMarkedLines } from './marked-lines.mjs'
import { PARTS, SHARED } from './parts.mjs'
import { isClean, trackedFiles } from './working-tree.mjs'

/* `npm run remove -- inspector | mailbox | admin | landing`: removes an optional part from a copy. */

const CSV = 'docs/security/asvs.csv'
const ROLES = 'docs/security/roles.md'
const TEXT = /\.(ts|tsx|mjs|css|md|yml|json)$|^\.env\.example$/

await runAsCommand(async () => {
  const { values, positionals } = parseArgs({
    options: {
      force: { type: 'boolean', default: false },
      // After an upgrade: what came back of a part that was removed before.
      again: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  })
  const [name = ''] = positionals
  const part = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined
  if (!part || positionals.length > 1) {
    throw new Failure(`Name one part: npm run remove -- ${Object.keys(PARTS).join(' | ')}`)
  }
  if (!isThere(part) && !(values.again && (await isMarked(name)))) {
    console.log(`The ${name} has already been removed.`)
    return
  }
  if (!values.force && !(await isClean())) {
    throw new Failure('There are uncommitted changes. Commit them first, or add --force.')
  }
  const removed = await removeFiles([...part.paths, ...sharedWithNobodyLeft(name)])
  const edited = await editFiles(name, part, removed)
  if (edited.length > 0) await format(edited)
  if (!values.again) await withdrawExports()
  console.log(`Removed the ${name}: ${removed.length} files deleted, ${edited.length} changed.`)
  console.log('Next: npm run check, then git diff to see what changed.')
})

/** @param {import('./parts.mjs').Part | undefined} part */
function isThere(part) {
  return part?.paths.some((path) => existsSync(join(root, path))) ?? false
}

/** @param {string} name */
async function isMarked(name) {
  const texts = (await trackedFiles()).filter(
    (path) => TEXT.test(path) && !path.startsWith('scripts/adopt/'),
  )
  const all = await Promise.all(texts.map((path) => readFile(join(root, path), 'utf8')))
  return all.some((text) => markedLines(text).some(({ part }) => part === name))
}

/** @param {string} name */
function sharedWithNobodyLeft(name) {
  return SHARED.filter(
    ({ parts }) =>
      parts.includes(name) && !parts.some((other) => other !== name && isThere(PARTS[other])),
  ).flatMap(({ paths }) => paths)
}

/**
 * @param {readonly string[]} paths
 * @returns {Promise<{ path: string, text: string }[]>} the removed files
 */
async function removeFiles(paths) {
  const isIn = (/** @type {string} */ file) =>
    paths.some((path) => file === path || file.startsWith(`${path}/`))
  const files = (await trackedFiles()).filter(isIn)
  const removed = await Promise.all(
    files.map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })),
  )
  for (const path of paths) await rm(join(root, path), { recursive: true, force: true })
  return removed
}

/**
 * @param {string} name
 * @param {import('./parts.mjs').Part} part
 * @param {readonly { path: string, text: string }[]} removed
 * @returns {Promise<string[]>} the changed files
 */
async function editFiles(name, { instead = {}, rows = [] }, removed) {
  for (const [path, text] of Object.entries(instead)) await writeFile(join(root, path), text)
  const gone = new Set(removed.map(({ path }) => path))
  const folders = new Set(
    removed.flatMap(({ path }) => path.split('/').map((_, at, all) => all.slice(0, at).join('/'))),
  )
  const isGone = (/** @type {string} */ path) =>
    gone.has(path) || (folders.has(path.replace(/\/$/, '')) && !existsSync(join(root, path)))
  const edited = Object.keys(instead)
  for (const path of await trackedFiles()) {
    if (!(TEXT.test(path) || path === CSV) || path === 'scripts/adopt/marked-lines.mjs') continue
    const before = await readFile(join(root, path), 'utf8')
    let text = markedLines(before).length > 0 ? withoutMarkedLines(before, name) : before
    if (path.endsWith('.md')) text = withoutDeadLinks(text, path, isGone)
    if (path === CSV) text = withoutDeadProofs(text, name, isGone)
    if (path === ROLES) {
      text = withoutRoutes(text, removed)
      for (const [route, row] of rows) text = withRouteRow(text, route, row)
    }
    if (text === before) continue
    await writeFile(join(root, path), text)
    edited.push(path)
  }
  if (edited.includes(CSV)) await runNode([join(root, 'scripts/operate/asvs-table.mjs')])
  return edited
}

/** @param {readonly string[]} files */
async function format(files) {
  const prettier = join(root, 'node_modules/prettier/bin/prettier.cjs')
  const { code, stderr } = await runNode([prettier, '--write', '--ignore-unknown', ...files])
  if (code !== 0) throw new Failure(`Some files could not be formatted.\n${stderr}`)
}

/** Unexports what only the removed part imported. */
async function withdrawExports() {
  const knip = join(root, 'node_modules/knip/bin/knip.js')
  const fix = ['--fix', '--fix-type', 'exports,types', '--format']
  await runNode([knip, '--no-progress', '--no-config-hints', '--no-exit-code', ...fix])
}
