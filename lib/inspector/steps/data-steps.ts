import type { CountAttempt } from '@/lib/data/limits/attempt-counters'
import type { findOpenSession } from '@/lib/data/sessions/open-sessions'
import type { HashJob } from '@/lib/password/pool'
import type { Result } from '@/lib/platform/result'
import type { findProof, spendProof } from '@/lib/services/two-factor/proof'
import { describe, type Describer } from './describe'

/** A query, as Prisma's client extension describes it. */
type Query = { model?: string | undefined; operation: string; args: unknown }
type RunQuery = (query: Query) => Promise<unknown>
type RunStatement = (name: string, text: string, values: unknown[]) => Promise<object[]>
type OpenChallenge = () => Promise<Result<unknown>>
type RunJob = (job: HashJob) => Promise<Result<unknown>>

/** Queries, counters and hashing: which table and how many rows, never their content. */
export const DATA_STEPS: Record<string, Describer> = {
  query: describe<'query', RunQuery>('query', {
    in: ({ model, operation }) => ({
      model: model ?? 'statement',
      operation: operation.replace(/^\$/, ''),
    }),
    out: (value) => ({ rows: rowsIn(value) }),
  }),
  statement: describe<'query', RunStatement>('query', {
    in: () => ({ model: 'statement', operation: 'queryRaw' }),
    out: (rows) => ({ rows: rows.length }),
  }),
  limiter: describe<'limiter', CountAttempt>('limiter', {
    out: (counted) =>
      counted.allowed
        ? {
            allowed: true,
            counters: counted.counts.length,
            highest: Math.max(0, ...counted.counts.map((one) => one.count)),
          }
        : { allowed: false, refused: true, lockedUntil: counted.lockedUntil },
  }),
  challenge: describe<'challenge', OpenChallenge>('challenge', {
    out: ({ ok }) => ({ opened: ok, refused: !ok }),
  }),
  secondFactor: describe<'secondFactor', typeof findProof>('secondFactor', {
    in: (_database, _user, answer) => ({ kind: kindOf(answer) }),
    out: (found) => {
      const matches = found.ok && found.value !== null
      return { matches, refused: !matches }
    },
  }),
  spendProof: describe<'spendProof', typeof spendProof>('spendProof', {
    in: (_database, _user, { kind }) => ({ kind }),
    out: (spent) => ({ spent, refused: !spent }),
  }),
  liveness: describe<'liveness', typeof findOpenSession>('liveness', {
    out: (session) => ({
      ...session,
      ...{ alive: session !== null, refused: session === null },
      ...(session?.boundAt ? { bound: true } : {}),
    }),
  }),
  bcrypt: describe<'bcrypt', RunJob>('bcrypt', {
    in: (job) => ({ job: job.kind, cost: job.kind === 'hash' ? job.cost : job.padToCost }),
    out: (result, job) => ({
      refused: !result.ok,
      ...(result.ok && job.kind === 'compare' ? { matches: result.value === true } : {}),
    }),
  }),
}

/** The query for the user has a name of its own, because it decides about a sign-in. */
export const LOOK_UP = describe<'lookup', RunQuery>('lookup', {
  in: ({ args }) => ({ by: lookedUpBy(args) }),
  out: (user) => ({ found: user !== null }),
})

export function isLookUp([query]: readonly unknown[]): boolean {
  const { model, operation } = query as Query
  return model === 'User' && operation === 'findUnique'
}

function lookedUpBy(args: unknown): string | undefined {
  const where = (args as { where?: Record<string, unknown> } | undefined)?.where ?? {}
  return ['email', 'username', 'id'].find((key) => key in where)
}

function rowsIn(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length
  if (typeof value === 'number') return value
  if (typeof value !== 'object' || value === null) return 0
  return 'count' in value && typeof value.count === 'number' ? value.count : 1
}

function kindOf(answer: Parameters<typeof findProof>[2]): 'totp' | 'recovery' | 'passkey' {
  if ('passkey' in answer) return 'passkey'
  return 'recoveryCode' in answer ? 'recovery' : 'totp'
}
