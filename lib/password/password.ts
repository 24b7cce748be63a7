import { env } from '@/lib/env'
import { traced } from '@/lib/platform/tracing'
import type { Result } from '@/lib/platform/result'
import { createHasher, type StoredPassword, type Verification } from './hasher'
import { hashingPool, type HashJob } from './pool'
import type { Lane } from './lane-queue'

export type { StoredPassword, Verification } from './hasher'
export { refuseIfQueueFull } from './pool'

let hasher: ReturnType<typeof createHasher> | undefined

const run = traced('bcrypt', (job: HashJob, lane?: Lane) => hashingPool().run(job, lane))

function appHasher() {
  const { BCRYPT_COST: cost, PASSWORD_PEPPER: peppers } = env()
  return (hasher ??= createHasher({ cost, peppers, run }))
}

/**
 * Hashes a password for storage. The caller has judged it.
 *
 * @returns `busy` when the queue is full
 * @throws TypeError when the text cannot be a password (a lone surrogate, NUL)
 */
export function hashPassword(plain: string): Promise<Result<StoredPassword>> {
  return appHasher().hash(plain)
}

/**
 * Verifies a password. It always costs exactly one hash at the full cost, whatever is stored, so that
 * timing does not reveal who exists. Never throws because of a password's content.
 *
 * @param stored null for an unknown user or one without a password, which never match
 * @param lane the queue lane; `reserved` is for known devices
 * @returns `busy` when the queue is full and nothing was verified
 */
export function verifyPassword(
  plain: string,
  stored: StoredPassword | null,
  lane?: Lane,
): Promise<Result<Verification>> {
  return appHasher().verify(plain, stored, lane)
}
