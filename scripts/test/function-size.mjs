import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * @param {string} folder a function with the packages it needs
 * @returns {Promise<number>} in bytes, without sharp, which only images need
 */
export async function functionSize(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/\/node_modules\/(sharp|@img)\//.test(file))
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
