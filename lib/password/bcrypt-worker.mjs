import os from 'node:os'
import { isMainThread } from 'node:worker_threads'
import bcrypt from 'bcryptjs'

/**
 * @typedef {{ kind: 'hash', secret: string, cost: number }} HashJob
 * @typedef {{ kind: 'compare', secret: string, hash: string, padToCost: number }} CompareJob
 */

const BACKGROUND = 10

/**
 * Pages go before hashes. Only Linux renices the calling thread alone; elsewhere this would slow
 * down the whole process.
 */
function yieldToPages() {
  if (isMainThread || os.platform() !== 'linux') return
  try {
    os.setPriority(Math.max(os.getPriority(), BACKGROUND))
  } catch {
    // A sandbox may forbid it. Hashing works all the same, pages are a little slower.
  }
}

yieldToPages()

/**
 * Runs in a worker thread, where being synchronous blocks nobody.
 *
 * @param {HashJob | CompareJob} job
 * @returns {string | boolean} the new hash, or whether the secret fits the hash
 */
export default function run(job) {
  return job.kind === 'hash' ? bcrypt.hashSync(job.secret, job.cost) : compare(job)
}

/**
 * A hash made at a lower cost answers sooner, which would tell that its user exists. So a refusal is
 * brought up to the full cost: 2^c + 2^c + 2^(c+1) + … + 2^(full-1) is 2^full.
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
