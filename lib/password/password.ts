import { env } from '@/lib/env'
import { traced } from '@/lib/platform/tracing'
import type { Result } from '@/lib/platform/result'
import { createHasher, type StoredPassword, type Verification } from './hasher'
import { hashingPool, type HashJob } from './pool'
import type { Line } from './waiting-lines'

export type { StoredPassword, Verification } from './hasher'
export { refuseHashingEarly } from './pool'

let hasher: ReturnType<typeof createHasher> | undefined

const run = traced('bcrypt', (job: HashJob, line?: Line) => hashingPool().run(job, line))

function appHasher() {
  const { BCRYPT_COST: cost, PASSWORD_PEPPER: peppers } = env()
  return (hasher ??= createHasher({ cost, peppers, run }))
}

/**
 * Hashes a password to be kept. Whether it may be used was judged before.
 *
 * @returns `busy` when the queue is full
 * @throws TypeError when the text is no password at all (half a surrogate pair, NUL)
 */
export function hashPassword(plain: string): Promise<Result<StoredPassword>> {
  return appHasher().hash(plain)
}

/**
 * Checks a password, always at the price of exactly one hash at the full cost, whatever is stored:
 * the time tells nothing about who exists.
 *
 * @param stored null for an unknown user or one without a password; never matches
 * @param line where it waits; the reserved one is for known devices
 * @returns `busy` when the queue is full: nothing was checked. Never throws, whatever the password
 *   contains
 */
export function verifyPassword(
  plain: string,
  stored: StoredPassword | null,
  line?: Line,
): Promise<Result<Verification>> {
  return appHasher().verify(plain, stored, line)
}
