import { copyFile, link, mkdir, readFile, readdir, readlink, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { root } from '../places.mjs'

/* Links packages of the clone into a folder outside it, copying only what cannot be linked. */

/**
 * Packages and their transitive dependencies by the lockfile, nested ones included.
 *
 * @param {readonly string[]} wanted names of packages of the application
 * @returns {Promise<string[]>} folders such as `node_modules/pg`
 */
export async function packagesNeededBy(wanted) {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))
  /** @type {Set<string>} */
  const found = new Set()
  /** @type {[name: string, from: string][]} */
  const queue = wanted.map((name) => [name, ''])
  for (const [name, from] of queue) {
    const path = resolve(name, from, packages)
    if (path === null || found.has(path)) continue
    found.add(path)
    const { dependencies = {}, optionalDependencies = {} } = packages[path]
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) {
      queue.push([next, path])
    }
  }
  // A nested package comes with the package that contains it.
  return [...found].filter((path) => ![...found].some((other) => path.startsWith(`${other}/`)))
}

/**
 * Resolves a package from within another, as Node does.
 *
 * @param {string} name
 * @param {string} from folder of the importing package; empty for the application
 * @param {Record<string, unknown>} packages of the lockfile
 * @returns {string | null} null for an optional package this system does not need
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
 * Links a file or folder of the clone to the same path below another folder.
 *
 * @param {string} path relative to the root: skipped if it does not exist
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
