import { countMissingMigrations } from '@/lib/data/database/migrations'
import { prisma } from '@/lib/data/database/prisma'
import { later, seconds } from '@/lib/domain/time'
import { smtpAnswers } from '@/lib/mail/smtp-answers'
import { withinPatience } from '@/lib/platform/with-timeout'

const PATIENCE_MS = seconds(2)
const KEPT_MS = seconds(1)

export type Readiness = {
  database: 'ok' | 'down'
  migrations: 'ok' | 'pending' | 'unknown'
  mail: 'ok' | 'down'
}

/**
 * Mail does not decide: it waits in the outbox and goes out later, while taking every process out of
 * service would turn a mail server's trouble into everybody's.
 */
export function isReady({ database, migrations }: Readiness): boolean {
  return database === 'ok' && migrations === 'ok'
}

let kept: { until: Date; found: Promise<Readiness> } | undefined

/**
 * What this process depends on, looked at now or within the last second, so that probes cost the
 * same however many there are. Answers within {@link PATIENCE_MS}; never throws.
 */
export function readiness(now: Date): Promise<Readiness> {
  if (!kept || kept.until <= now) kept = { until: later(now, KEPT_MS), found: look() }
  return kept.found
}

async function look(): Promise<Readiness> {
  const [missing, mail] = await Promise.all([
    withinPatience(countMissingMigrations(prisma()), PATIENCE_MS),
    withinPatience(smtpAnswers(), PATIENCE_MS),
  ])
  return {
    database: missing === null ? 'down' : 'ok',
    migrations: missing === null ? 'unknown' : missing === 0 ? 'ok' : 'pending',
    mail: mail === true ? 'ok' : 'down',
  }
}
