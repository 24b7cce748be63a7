import type { Viewer } from '@/lib/services/viewer'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { prisma, type Database } from '@/lib/data/database/prisma'
import { log } from '@/lib/platform/log'
import { limitOwnDeeds } from '@/lib/services/limits/request-limits'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/** What only administrators have. `user_action` is anything one may do to an account. */
export type AdminPlace = 'users' | 'user' | 'user_action' | 'audit' | 'audit_export' | 'inspector'

/**
 * Records that somebody signed in asked for what is an administrator's, and was told that there is
 * no such thing. Which place, and never the address: that was typed.
 *
 * Beyond so many an hour a line in the log is all that tells of another, so that nobody can fill the
 * audit log.
 *
 * @param database the transaction that found it out, where there is one
 * @throws DependencyUnavailable when it cannot be recorded
 * @see OWASP Logging Vocabulary, `authz_fail`
 */
export async function recordRefusedAccess(
  viewer: Viewer,
  place: AdminPlace,
  client: ClientInfo,
  now: Date,
  database: Database = prisma(),
): Promise<void> {
  if (await limitOwnDeeds('refused-access', viewer.id, now, database)) {
    log.info({ event: 'excess_rate_limit_exceeded', actorId: viewer.id, reason: place })
    return
  }
  await recordAuditEvent(
    database,
    {
      ...{ action: 'authz_fail', result: 'FAILURE', actorId: viewer.id, targetId: null },
      ...{ details: { place }, origin: client },
    },
    now,
  )
}
