import { countAttempt } from '@/lib/data/limits/attempt-counters'
import type { Limit } from '@/lib/data/limits/counting-statement'
import { secondsUntil } from '@/lib/domain/time'
import { prisma, type Database } from '@/lib/data/database/prisma'
import { log } from '@/lib/platform/log'
import { err, type Refused } from '@/lib/platform/result'
import {
  counterKey,
  failuresRule,
  requestsPerHour,
  requestsFrom,
  type OwnActionKind,
  type RequestKind,
} from './attempt-limits'
import type { AttemptLimits } from '@/lib/services/sign-in/counted-attempts'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/**
 * Counts a request against its client address, before any work is done for it.
 *
 * @returns the refusal when the address has reached its hourly limit; null to continue
 */
export async function limitRequests(
  kind: RequestKind,
  { address }: ClientInfo,
  now: Date,
): Promise<Refused | null> {
  return logged(await limited([requestsFrom(kind, address)], now), kind, address)
}

/** The same for the use of a mailed link, which is counted by token as well. */
export async function limitLinkUse(
  tokenHash: string,
  { address }: ClientInfo,
  now: Date,
): Promise<Refused | null> {
  const link = { key: counterKey('link', 'token', tokenHash), rule: requestsPerHour() }
  return logged(await limited([requestsFrom('link', address), link], now), 'link', address)
}

/** With the address, so that an operator can block it in the proxy. */
export function logged(
  refused: Refused | null,
  reason: RequestKind | 'mail-network',
  address: string,
): Refused | null {
  if (refused) log.info({ event: 'excess_rate_limit_exceeded', reason, address })
  return refused
}

/** The same for an action of a signed-in user, counted by account from any client address. */
export function limitOwnActions(
  kind: OwnActionKind,
  userId: string,
  now: Date,
  database: Database = prisma(),
): Promise<Refused | null> {
  return limited([{ key: counterKey(kind, userId), rule: requestsPerHour() }], now, database)
}

/** Counts under every limit, if all of them allow it. @returns the refusal; null to go on */
export async function limited(
  limits: [Limit, ...Limit[]],
  now: Date,
  database: Database = prisma(),
): Promise<Refused | null> {
  const counted = await countAttempt(database, limits, now)
  if (counted.allowed) return null
  return err('rate_limited', secondsUntil(counted.lockedUntil, now))
}

/**
 * The limits for the password that the page of a mailed link asks for.
 *
 * @param subjectId the password's owner, so that a new link does not allow further guesses
 */
export function linkPasswordLimits(subjectId: string, request: ClientInfo): AttemptLimits {
  const key = counterKey('link', 'password', subjectId)
  return {
    attempts: requestsFrom('link', request.address),
    failures: [{ key, rule: failuresRule({ hasLongLock: false }) }],
    clears: [key],
  }
}
