import { createHmac, timingSafeEqual } from 'node:crypto'
import os from 'node:os'
import { isMainThread } from 'node:worker_threads'
import bcrypt from 'bcryptjs'
import { derive } from './imported/derive.mjs'

/**
 * @typedef {{ kind: 'hash', secret: string, cost: number }} HashJob
 * @typedef {{ kind: 'compare', secret: string, hash: string, padToCost: number }} CompareJob
 * @typedef {{ kind: 'compare-imported', secret: string, padToCost: number, pepper: string,
 *   derivation: import('./imported/derive.mjs').Derivation, keyed: string }} CompareImportedJob
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
 * @param {HashJob | CompareJob | CompareImportedJob} job
 * @returns {string | boolean | Promise<boolean>} the new hash, or whether the secret matches
 */
export default function run(job) {
  if (job.kind === 'compare-imported') return compareImported(job)
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

/**
 * @param {CompareImportedJob} job
 */
async function compareImported({ secret, derivation, pepper, keyed, padToCost }) {
  const startedAt = performance.now()
  const digest = await derive(secret, derivation)
  const tookMs = performance.now() - startedAt
  const own = createHmac('sha384', pepper).update('imported\0').update(digest).digest()
  const stored = Buffer.from(keyed, 'base64')
  if (own.length === stored.length && timingSafeEqual(own, stored)) return true
  padTo(padToCost, tookMs, secret)
  return false
}

const PAD_STEPS = 6
const CHEAPEST = 4

/**
 * Fills up to the time of one bcrypt hash of the full cost, by as many cheaper ones as that takes at the
 * speed this thread has just now. A refusal that has taken longer already is not filled up.
 *
 * @param {number} fullCost
 * @param {number} tookMs
 * @param {string} secret
 */
function padTo(fullCost, tookMs, secret) {
  const cost = Math.max(CHEAPEST, fullCost - PAD_STEPS)
  const startedAt = performance.now()
  let [rounds, ahead] = [0, 0]
  do {
    bcrypt.hashSync(secret, cost)
    rounds += 2 ** cost
    ahead = (tookMs * rounds) / Math.max(performance.now() - startedAt, Number.EPSILON)
  } while (rounds + ahead < 2 ** fullCost - 2 ** (cost - 1))
}
