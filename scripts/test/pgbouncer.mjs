import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { run } from '../child.mjs'

const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']

/**
 * Finds PgBouncer, and installs the distribution's package where that is possible.
 *
 * @returns {Promise<string | null>} its program; null where there is none
 */
export async function findPgBouncer() {
  return (await onPath()) ?? ((await installPackage()) ? onPath() : null)
}

async function onPath() {
  for (const folder of FOLDERS) {
    const file = join(folder, 'pgbouncer')
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return file
  }
  return null
}

async function installPackage() {
  if (process.getuid?.() !== 0) return false
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'pgbouncer']]) {
    const outcome = await run('apt-get', args, { env }).catch(() => null)
    if (outcome === null) return false
  }
  return true
}
