import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { revokeOtherUserSessions } from '@/lib/data/sessions/sessions'
import { deleteAuthenticator } from '@/lib/data/two-factor/authenticators'
import { countUnusedRecoveryCodes } from '@/lib/data/two-factor/recovery-codes'
import { lockViewer } from '@/lib/services/sessions/lock-viewer'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { err, ok, type Result } from '@/lib/platform/result'
import { recordOwnChange } from '@/lib/services/audit/record-own-event'
import { notifyOwner } from '@/lib/services/email/notify-owner'
import type { ProvenViewer, Viewer } from '@/lib/services/viewer'
import { issueRecoveryCodes } from './issue-recovery-codes'

/* What somebody does about a second factor they have. The proof they need includes that factor. */

/** How many recovery codes the viewer has left. */
export function countRecoveryCodes(viewer: Viewer): Promise<number> {
  return countUnusedRecoveryCodes(prisma(), viewer.id)
}

/**
 * Makes new recovery codes, which end the earlier ones, and notifies the owner.
 *
 * @returns the codes, to be shown once; `page_outdated` when two-factor is off
 */
export async function replaceOwnRecoveryCodes(
  viewer: ProvenViewer,
  client: ClientInfo,
  now: Date,
): Promise<Result<string[]>> {
  const { id } = viewer
  return inTransaction(async (database) => {
    const account = await lockViewer(database, viewer, now)
    if (!account) return err('session_expired')
    if (account.twoFactorEnabledAt === null) return err('page_outdated')
    const codes = await issueRecoveryCodes(database, id)
    const data = { name: account.name, changedAt: now.toISOString() }
    await notifyOwner(database, account, { template: 'recovery-codes-replaced', data }, now)
    await recordOwnChange(database, id, { action: 'recovery_codes_created' }, client, now)
    return ok(codes)
  })
}

/**
 * Turns two-factor off, with its recovery codes and trusted browsers. Ends the viewer's other sessions,
 * and notifies the owner.
 *
 * @returns `page_outdated` when it is off already
 */
export async function turnOffTwoFactor(
  viewer: ProvenViewer,
  client: ClientInfo,
  now: Date,
): Promise<Result<'off'>> {
  const { id, session } = viewer
  return inTransaction(async (database) => {
    const account = await lockViewer(database, viewer, now)
    if (!account) return err('session_expired')
    if (!(await deleteAuthenticator(database, id))) return err('page_outdated')
    const sessionsEnded = await revokeOtherUserSessions(database, id, session.id, now)
    const data = { name: account.name, changedAt: now.toISOString() }
    await notifyOwner(database, account, { template: 'two-factor-off', data }, now)
    await recordOwnChange(
      database,
      id,
      { action: 'two_factor_disabled', details: { sessionsEnded } },
      client,
      now,
    )
    return ok('off')
  })
}
