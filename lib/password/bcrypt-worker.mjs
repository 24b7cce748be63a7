import { readFileSync } from 'node:fs'
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
  const startedAt = threadTime()
  const digest = await derive(secret, derivation)
  const took = threadTime() - startedAt
  const own = createHmac('sha384', pepper).update('imported\0').update(digest).digest()
  const stored = Buffer.from(keyed, 'base64')
  if (own.length === stored.length && timingSafeEqual(own, stored)) return true
  padTo(padToCost, { took, secret })
  return false
}

const PAD_STEPS = 6
const CHEAPEST = 4

/**
 * Fills up to the work of one bcrypt hash of the full cost, by as many cheaper ones as that takes at
 * the speed of this thread. A refusal that has taken longer already gets the eighth that tells the speed.
 *
 * @param {number} fullCost
 * @param {{ took: number, secret: string }} refusal
 * @param {() => number} [clock]
 */
export function padTo(fullCost, { took, secret }, clock = threadTime) {
  const cost = Math.max(CHEAPEST, fullCost - PAD_STEPS)
  const fullRounds = 2 ** fullCost
  const startedAt = clock()
  let [rounds, ahead] = [0, 0]
  do {
    bcrypt.hashSync(secret, cost)
    rounds += 2 ** cost
    ahead = (took * rounds) / Math.max(clock() - startedAt, Number.EPSILON)
    // The clock is a few milliseconds late: it takes a while to know the speed.
  } while (rounds < fullRounds / 8 || rounds + ahead < fullRounds - 2 ** (cost - 1))
}

/**
 * Milliseconds this thread has computed: on a busy machine a thread also waits, and what it waits says
 * nothing about its work. Where the system does not tell, the time that has passed.
 */
function threadTime() {
  if (os.platform() !== 'linux') return performance.now()
  try {
    const [nanoseconds = ''] = readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')
    return Number(nanoseconds) / 1e6
  } catch {
    return performance.now()
  }
}
