import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, vi } from 'vitest'
import { closePool, hashingPool } from '@/lib/password/pool'
import { processSlot } from '@/lib/platform/process-wide'

const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-busy-'))

afterAll(async () => {
  await closePool()
  await rm(folder, { recursive: true })
})

/**
 * Gives the process a pool with one thread and one slot for strangers, and occupies both. As in
 * production, where each of Next's bundles has its own copy, the pool comes from another copy of its
 * module.
 *
 * @returns a function that releases the pool
 */
export async function fillQueue(): Promise<() => Promise<void>> {
  await closePool()
  const filename = path.resolve('tests/unit/password/workers/obedient-worker.mjs')
  vi.resetModules()
  const { HashingPool } = await import('@/lib/password/pool')
  const small = new HashingPool({ filename, threads: 1, maxWaiting: 1, reservedWaiting: 1 })
  processSlot('hashing-pool').set(small)
  const file = path.join(folder, 'go-on')
  await rm(file, { force: true })
  const jobs = [`wait ${file}`, 'secret'].map((secret) =>
    hashingPool().run({ kind: 'hash', secret, cost: 4 }),
  )
  return async () => {
    await writeFile(file, '')
    await Promise.all(jobs)
  }
}
