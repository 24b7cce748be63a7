import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import bcrypt from 'bcryptjs'
import { Piscina } from 'piscina'
import { root } from '../../scripts/places.mjs'

/**
 * The throughput of the hashing threads alone: the same worker, threads and queue length as in the
 * sign-in arm.
 *
 * @param {{ cost: number, seconds: number, waiting: number }} options
 * @returns {Promise<number>} hashes per second
 */
export async function pureHashesPerSecond({ cost, seconds, waiting }) {
  const threads = availableParallelism()
  const pool = new Piscina({
    filename: join(root, 'lib/password/bcrypt-worker.mjs'),
    minThreads: threads,
    maxThreads: threads,
    idleTimeout: Infinity,
  })
  const secret = 'a'.repeat(64)
  const hash = await bcrypt.hash(secret, cost)
  const job = { kind: 'compare', secret, hash, padToCost: cost }
  const endsAt = performance.now() + seconds * 1000
  let done = 0
  const worker = async () => {
    while (performance.now() < endsAt) {
      await pool.run(job)
      if (performance.now() <= endsAt) done += 1
    }
  }
  await Promise.all(Array.from({ length: waiting }, worker))
  await pool.destroy()
  return done / seconds
}
