import { env } from '@/lib/env'
import { traced } from '@/lib/platform/tracing'
import type { Result } from '@/lib/platform/result'
import { createHasher, type StoredPassword, type Verification } from './hasher'
import { storedImport, type ForeignHash } from './imported/imported-hash'
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

/** How a hash of another system is stored, until its owner's next sign-in replaces it. */
export function importedPassword(foreign: ForeignHash): StoredPassword {
  const [pepper] = env().PASSWORD_PEPPER
  return {
    passwordHash: storedImport(foreign, pepper),
    passwordScheme: 'IMPORTED',
    passwordPepper: pepper.id,
  }
}

const CHEAPEST_COST = 4

/** Measures what checking a password costs, in milliseconds: with another system's hash, or our own. */
export async function measureHash(foreign: ForeignHash | null): Promise<number> {
  const { BCRYPT_COST: cost, PASSWORD_PEPPER: peppers } = env()
  const [{ secret: pepper }] = peppers
  const secret = 'a wrong password'
  const startedAt = performance.now()
  if (foreign === null) await run({ kind: 'hash', secret, cost })
  else {
    const stored = { derivation: foreign.derivation, keyed: '', pepper }
    await run({ kind: 'compare-imported', secret, ...stored, padToCost: CHEAPEST_COST })
  }
  return performance.now() - startedAt
}
