import { existsSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { isMainThread, threadId } from 'node:worker_threads'
import hash from '../../../../lib/password/bcrypt-worker.mjs'

/**
 * The real worker, with test commands: `job.secret` may be a command instead of a secret.
 *
 * @param {{ kind: 'hash', secret: string, cost: number }} job
 */
export default function run(job) {
  const [order = '', file = ''] = job.secret.split(' ')
  if (order === 'where') return { isMainThread, threadId, priority: os.getPriority() }
  if (order === 'wait') return waitFor(file)
  if (order === 'die') process.exit(1)
  if (order === 'die-once') return dieOnce(file)
  return { threadId, hash: hash(job) }
}

/** Blocks the thread, as hashing does, until the file exists. */
function waitFor(/** @type {string} */ file) {
  const lock = new Int32Array(new SharedArrayBuffer(4))
  while (!existsSync(file)) Atomics.wait(lock, 0, 0, 5)
  return threadId
}

function dieOnce(/** @type {string} */ file) {
  if (existsSync(file)) return 'survived'
  writeFileSync(file, '')
  process.exit(1)
}
