import os from 'node:os'
import { isMainThread } from 'node:worker_threads'
import bcrypt from 'bcryptjs'

/**
 * @typedef {{ kind: 'hash', secret: string, cost: number }} HashJob
 * @typedef {{ kind: 'compare', secret: string, hash: string, padToCost: number }} CompareJob
 */

const BACKGROUND = 10

/**
 * Gives pages priority over hashes. Only on Linux, where this affects the calling thread alone;
 * elsewhere it would slow down the whole process.
 */
function yieldToPages() {
  if (isMainThread || os.platform() !== 'linux') return
  try {
    os.setPriority(Math.max(os.getPriority(), BACKGROUND))
  } catch {
    // A sandbox may forbid it. Hashing still works, but pages are a little slower.
  }
}

yieldToPages()

/**
 * Runs in a worker thread, so it can be synchronous.
 *
 * @param {HashJob | CompareJob} job
 * @returns {string | boolean} the new hash, or whether the secret matches
 */
export default function run(job) {
  return job.kind === 'hash' ? bcrypt.hashSync(job.secret, job.cost) : compare(job)
}

/**
 * A hash with a lower cost is compared faster, which would reveal that its user exists. So a mismatch
 * is padded to the full cost: 2^c + 2^c + 2^(c+1) + … + 2^(full-1) is 2^full.
 *
 * @param {CompareJob} job
 */
function compare({ secret, hash, padToCost }) {
  if (bcrypt.compareSync(secret, hash)) return true
  for (let cost = bcrypt.getRounds(hash); cost < padToCost; cost += 1) {
    bcrypt.hashSync(secret, cost)
  }
  return false
}
