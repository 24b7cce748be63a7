import type { Result } from '@/lib/platform/result'
import type { Flow } from './flow'
import { watched } from './watch'

type Job = { kind: 'hash'; cost: number } | { kind: 'compare'; padToCost: number }
type RunJob = (job: never, ...rest: never[]) => Promise<Result<unknown>>

/** Hashing as a step: with the wait for a free thread, without a secret or a hash. */
export function watchedHashing<R extends RunJob>(flow: Flow, run: R): R {
  return watched(flow, 'bcrypt', run as unknown as (job: Job) => Promise<Result<unknown>>, {
    in: (job) => ({ job: job.kind, cost: job.kind === 'hash' ? job.cost : job.padToCost }),
    out: (result, job) => ({
      refused: !result.ok,
      ...(result.ok && job.kind === 'compare' ? { matches: result.value === true } : {}),
    }),
  }) as unknown as R
}
