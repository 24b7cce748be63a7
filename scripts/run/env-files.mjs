import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

/** What `@next/env` reads in production. */
const FILES = ['.env.production.local', '.env.local', '.env.production', '.env']

/**
 * Next goes on as if a file it cannot read were not there, and each of its settings were missing.
 *
 * @param {string} folder
 * @returns {string | null} what is wrong and what to do; null when every file there can be read
 */
export function unreadableEnvFile(folder) {
  for (const name of FILES) {
    const code = accessError(join(folder, name))
    if (code === null || code === 'ENOENT') continue
    return `${name} cannot be read (${code}). Make it readable for the user that runs this: chown and chmod 600.`
  }
  return null
}

/** @param {string} file */
function accessError(file) {
  try {
    accessSync(file, constants.R_OK)
    return null
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code ?? 'unknown error'
  }
}
