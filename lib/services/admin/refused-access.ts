import { recordOwnEvent } from '@/lib/services/audit/record-own-event'
import type { Viewer } from '@/lib/services/viewer'
import { recordAuditEvent, type AuditEvent } from '@/lib/data/audit/audit-log'
import { prisma, type Database } from '@/lib/data/database/prisma'
import { log } from '@/lib/platform/log'
import { limitOwnActions } from '@/lib/services/limits/request-limits'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/** Areas that require an administrator. `user_action` is any action on an account. */
export type AdminArea = 'users' | 'user' | 'user_action' | 'audit' | 'audit_export' | 'inspector'

/**
 * Records that a signed-in user without the role requested something for administrators and got a 404.
 * Records the area, never the URL, which is user input.
 *
 * Above the hourly limit it writes a log line instead of an event, so that nobody can fill the audit
 * log.
 *
 * @param database the transaction that refused, if there is one
 * @throws DependencyUnavailable when it cannot be recorded
 * @see OWASP Logging Vocabulary, `authz_fail`
 */
export async function recordRefusedAccess(
  viewer: Viewer,
  area: AdminArea,
  client: ClientInfo,
  now: Date,
  database?: Database,
): Promise<void> {
  if (await limitOwnActions('refused-access', viewer.id, now, database ?? prisma())) {
    const { address } = client
    log.info({ event: 'excess_rate_limit_exceeded', actorId: viewer.id, reason: area, address })
    return
  }
  const event: AuditEvent & { actorId: string } = {
    ...{ action: 'authz_fail', result: 'FAILURE', actorId: viewer.id, targetId: null },
    ...{ details: { place: area }, origin: client },
  }
  if (database) await recordAuditEvent(database, event, now)
  else await recordOwnEvent(event, now)
}
