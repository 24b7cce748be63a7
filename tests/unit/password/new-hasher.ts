import runJob from '@/lib/password/bcrypt-worker.mjs'
import { createHasher, type HasherOptions, type StoredPassword } from '@/lib/password/hasher'
import type { HashJob } from '@/lib/password/pool'
import { ok, unwrap } from '@/lib/platform/result'

export const OLD = { id: 'p1', secret: 'old pepper old pepper old pepper' }
export const NEW = { id: 'p2', secret: 'new pepper new pepper new pepper' }
export const COST = 5
export const PASSWORD = 'lantern ladder lagoon'

export const NO = { matches: false, rehash: false, isTruncated: false }
export const YES = { matches: true, rehash: false, isTruncated: false }
export const YES_AND_REHASH = { matches: true, rehash: true, isTruncated: false }
export const YES_AS_FAR_AS_IT_LOOKS = { matches: true, rehash: false, isTruncated: true }

/** The outcome of a hasher whose queue is not full. */
export function neverBusy({ hash, verify }: ReturnType<typeof createHasher>) {
  return {
    hash: async (...given: Parameters<typeof hash>) => unwrap(await hash(...given)),
    verify: async (...given: Parameters<typeof verify>) => unwrap(await verify(...given)),
  }
}

/** A hasher that works on this thread and records its jobs. */
export function newHasher(options: Partial<Omit<HasherOptions, 'run'>> = {}) {
  const jobs: HashJob[] = []
  const run = async (job: HashJob) => {
    jobs.push(job)
    return ok(await runJob(job))
  }
  return { ...neverBusy(createHasher({ cost: COST, peppers: [NEW], run, ...options })), jobs }
}

/** A hash as another system stored it. */
export const plainBcrypt = (passwordHash: string): StoredPassword => ({
  passwordHash,
  passwordScheme: 'BCRYPT',
  passwordPepper: null,
})
