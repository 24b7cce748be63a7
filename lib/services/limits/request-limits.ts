import { countAttempt } from '@/lib/data/limits/attempt-counters'
import type { Limit } from '@/lib/data/limits/counting-statement'
import { prisma, type Database } from '@/lib/data/database/prisma'
import { err, type Refused } from '@/lib/platform/result'
import {
  counterKey,
  failuresRule,
  requestsAnHour,
  requestsFrom,
  retryAfterSeconds,
  type OwnActionKind,
  type RequestKind,
} from './attempt-limits'
import type { AttemptLimits } from '@/lib/services/sign-in/counted-attempts'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/**
 * Counts a request against its address, before any work is done for it.
 *
 * @returns the refusal when the address has had its share of this hour; null to go on
 */
export function limitRequests(
  kind: RequestKind,
  request: ClientInfo,
  now: Date,
): Promise<Refused | null> {
  return limited([requestsFrom(kind, request.address)], now)
}

/** The same for a mailed link that is used, which is counted by its token too. */
export function limitLinkUse(
  tokenHash: string,
  request: ClientInfo,
  now: Date,
): Promise<Refused | null> {
  const link = { key: counterKey('link', 'token', tokenHash), rule: requestsAnHour() }
  return limited([requestsFrom('link', request.address), link], now)
}

/** The same for what somebody signed in does, counted by account, wherever they are. */
export function limitOwnActions(
  kind: OwnActionKind,
  userId: string,
  now: Date,
  database: Database = prisma(),
): Promise<Refused | null> {
  return limited([{ key: counterKey(kind, userId), rule: requestsAnHour() }], now, database)
}

async function limited(
  limits: [Limit, ...Limit[]],
  now: Date,
  database: Database = prisma(),
): Promise<Refused | null> {
  const counted = await countAttempt(database, limits, now)
  if (counted.allowed) return null
  return err('rate_limited', retryAfterSeconds(counted.lockedUntil, now))
}

/**
 * What an attempt at the password that a mailed link asks for is counted against.
 *
 * @param subjectId whose password it is: a new link for the same brings no new guesses
 */
export function linkPasswordLimits(subjectId: string, request: ClientInfo): AttemptLimits {
  const key = counterKey('link', 'password', subjectId)
  return {
    attempts: requestsFrom('link', request.address),
    failures: [{ key, rule: failuresRule({ ends: false }) }],
    clears: [key],
  }
}
