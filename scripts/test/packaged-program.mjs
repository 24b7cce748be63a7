import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { run } from '../child.mjs'

const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']

/**
 * Finds a program that Latchkey is run with, and installs the distribution's package where that is
 * possible: tests that need it are skipped where it cannot be had.
 *
 * @param {'caddy' | 'nginx' | 'pgbouncer'} name of the program and of its package
 * @returns {Promise<string | null>} its path; null where there is none
 */
export async function findProgram(name) {
  return (await onPath(name)) ?? ((await installPackage(name)) ? onPath(name) : null)
}

/** @param {string} name */
async function onPath(name) {
  for (const folder of FOLDERS) {
    const file = join(folder, name)
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return file
  }
  return null
}

/** @param {string} name */
async function installPackage(name) {
  if (process.getuid?.() !== 0) return false
  // Installing a server starts it where the system has services; tests start their own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', name]]) {
    const outcome = await run('apt-get', args, { env }).catch(() => null)
    if (outcome === null) return false
  }
  return true
}
