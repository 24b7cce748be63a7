import { countMissingMigrations } from '@/lib/data/database/migrations'
import { findWaitingMailError } from '@/lib/data/mail/outbox-mails'
import { prisma } from '@/lib/data/database/prisma'
import { later, seconds } from '@/lib/domain/time'
import { isSmtpReachable } from '@/lib/mail/is-smtp-reachable'
import { missingPeppers } from './missing-peppers'
import { isHashingWorking } from '@/lib/password/pool'
import { withTimeout } from '@/lib/platform/with-timeout'

const TIMEOUT_MS = seconds(2)
const CACHE_MS = seconds(1)

export type Readiness = {
  database: 'ok' | 'down'
  migrations: 'ok' | 'pending' | 'unknown'
  mail: 'ok' | 'down'
  /** `down`: nobody can sign in; the log says why at `hashing_failed`. */
  hashing: 'ok' | 'down'
  /** Why the newest mail that waits was not sent, without addresses; null when nothing failed. */
  mailError: string | null
  /** `missing`: stored passwords need a pepper that is not in `PASSWORD_PEPPER`. */
  peppers: 'ok' | 'missing' | 'unknown'
}

/**
 * Mail is not required: it waits in the outbox and is sent later, while taking every process out of
 * service would turn a mail outage into a complete one.
 */
export function isReady({
  database,
  migrations,
  hashing,
  peppers,
}: Omit<Readiness, 'mailError'>): boolean {
  return database === 'ok' && migrations === 'ok' && hashing === 'ok' && peppers === 'ok'
}

/** What a mail server repeats of a recipient. */
const ADDRESS = /<?[^\s<>]+@[^\s<>]+>?/g

let cached: { until: Date; found: Promise<Readiness> } | undefined

/**
 * The state of this process's dependencies, cached for a second so that many probes cost no more than
 * one. Returns within {@link TIMEOUT_MS}; never throws.
 */
export function readiness(now: Date): Promise<Readiness> {
  if (!cached || cached.until <= now)
    cached = { until: later(now, CACHE_MS), found: checkDependencies() }
  return cached.found
}

async function checkDependencies(): Promise<Readiness> {
  const [missing, mail, mailError, hashing, lost] = await Promise.all([
    withTimeout(countMissingMigrations(prisma()), TIMEOUT_MS),
    withTimeout(isSmtpReachable(), TIMEOUT_MS),
    withTimeout(findWaitingMailError(prisma()), TIMEOUT_MS),
    withTimeout(isHashingWorking(), TIMEOUT_MS),
    withTimeout(missingPeppers(), TIMEOUT_MS),
  ])
  return {
    database: missing === null ? 'down' : 'ok',
    migrations: missing === null ? 'unknown' : missing === 0 ? 'ok' : 'pending',
    mail: mail === true ? 'ok' : 'down',
    mailError: mailError?.replaceAll(ADDRESS, '…') ?? null,
    hashing: hashing === true ? 'ok' : 'down',
    peppers: lost === null ? 'unknown' : lost.length === 0 ? 'ok' : 'missing',
  }
}
