import { statfs } from 'node:fs/promises'
import { broken, ok, warning, type Finding } from './finding'
import type { Env } from '@/lib/env'
import { hashPassword } from '@/lib/password/password'
import { isHashingWorking } from '@/lib/password/pool'
import { usableCores } from '@/lib/platform/cores'
import { MS_PER_SECOND, seconds } from '@/lib/domain/time'

const END_OF_LIFE = new Map([[20, '2026-04-30']])
const GIGABYTE = 1_000_000_000
const LOW_DISK_BYTES = GIGABYTE
const NO_DISK_BYTES = GIGABYTE / 10
const SLOW_HASH_MS = seconds(1)

/** @param version such as `22.22.0` */
export function examineNode(version: string): Finding {
  const major = Number(version.split('.')[0])
  const endedOn = END_OF_LIFE.get(major)
  if (endedOn === undefined) return ok('node', `Node ${version}.`)
  const says = `Node ${version} has received no fixes since ${endedOn}.`
  return warning('node', says, 'Install the latest LTS release of Node.')
}

/** What one sign-in costs this machine. */
export async function examineHashing({ BCRYPT_COST, HASH_THREADS }: Env): Promise<Finding> {
  if (!(await isHashingWorking())) {
    const says = 'Passwords cannot be hashed: the hashing threads do not start.'
    return broken(
      'hashing',
      says,
      'Check that lib/password/bcrypt-worker.mjs and bcryptjs are there.',
    )
  }
  await hashPassword('a warm thread, measured after')
  const startedMs = performance.now()
  await hashPassword('a password to be measured')
  const hashMs = performance.now() - startedMs
  const threads = HASH_THREADS ?? usableCores()
  const rate = (threads * MS_PER_SECOND) / hashMs
  const says = `A hash at cost ${BCRYPT_COST} takes ${Math.round(hashMs)} ms; with ${threads} threads, about ${rate.toFixed(1)} sign-ins a second.`
  if (hashMs <= SLOW_HASH_MS) return ok('hashing', says)
  return warning('hashing', says, 'Lower BCRYPT_COST to 12, or use a faster machine.')
}

/**
 * @param folder where the embedded database lives
 * @returns null when there is no such folder, as in production
 */
export async function examineDisk(folder: string): Promise<Finding | null> {
  const found = await statfs(folder).catch(() => null)
  if (!found) return null
  const freeBytes = found.bavail * found.bsize
  const says = `${(freeBytes / GIGABYTE).toFixed(1)} GB free on the disk that holds .data.`
  const remedy = 'Free up space: a full disk stops the database.'
  if (freeBytes < NO_DISK_BYTES) return broken('disk', says, remedy)
  return freeBytes < LOW_DISK_BYTES ? warning('disk', says, remedy) : ok('disk', says)
}
