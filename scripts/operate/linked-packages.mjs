import { copyFile, link, mkdir, readFile, readdir, readlink, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { root } from '../places.mjs'

/* Packages of the clone for a folder outside it, without copying what can be linked. */

/**
 * Packages and all that they need in turn, as the lockfile has them, nested ones included.
 *
 * @param {readonly string[]} wanted names of packages of the application
 * @param {{ without?: RegExp }} [options] names to leave out wherever they are needed
 * @returns {Promise<string[]>} folders such as `node_modules/pg`
 */
export async function packagesNeededBy(wanted, { without } = {}) {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))
  /** @type {Set<string>} */
  const found = new Set()
  /** @type {[name: string, from: string][]} */
  const queue = wanted.map((name) => [name, ''])
  for (const [name, from] of queue) {
    const path = resolve(name, from, packages)
    if (path === null || found.has(path) || without?.test(name)) continue
    found.add(path)
    const { dependencies = {}, optionalDependencies = {} } = packages[path]
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) {
      queue.push([next, path])
    }
  }
  // A nested one comes along with the package it is in.
  return [...found].filter((path) => ![...found].some((other) => path.startsWith(`${other}/`)))
}

/**
 * Where Node finds a package from within another.
 *
 * @param {string} name
 * @param {string} from folder of the package that asks; empty for the application
 * @param {Record<string, unknown>} packages of the lockfile
 * @returns {string | null} null for an optional one that is not for this machine
 */
function resolve(name, from, packages) {
  for (
    let place = from;
    ;
    place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))
  ) {
    const path = place === '' ? `node_modules/${name}` : `${place}/node_modules/${name}`
    if (path in packages) return path
    if (place === '') return null
  }
}

/**
 * Links a file or a folder of the clone to the same place below another folder.
 *
 * @param {string} path relative to the root: a file or a folder; one that is not there is left out
 * @param {string} folder
 */
export async function place(path, folder) {
  const source = join(root, path)
  const entries = await readdir(source, { withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOENT') return []
    if (error.code === 'ENOTDIR') return null
    throw error
  })
  if (entries === null) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await linkOrCopy(source, join(folder, path))
    return
  }
  if (entries.length > 0) await mkdir(join(folder, path), { recursive: true })
  for (const entry of entries) {
    const target = join(folder, path, entry.name)
    const from = join(source, entry.name)
    if (entry.isDirectory()) await place(join(path, entry.name), folder)
    else if (entry.isSymbolicLink()) await symlink(await readlink(from), target)
    else await linkOrCopy(from, target)
  }
}

/**
 * @param {string} source
 * @param {string} target
 */
async function linkOrCopy(source, target) {
  await link(source, target).catch(() => copyFile(source, target))
}
