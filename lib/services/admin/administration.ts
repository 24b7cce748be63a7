import type { Viewer } from '@/lib/services/viewer'
import { recordAuditEvent, type AuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction, type Database } from '@/lib/data/database/prisma'
import { lockAccount, type LockedAccount } from '@/lib/data/users/lock-account'
import { findUser } from '@/lib/data/users/users'
import { judgeAccount } from '@/lib/domain/accounts/account-state'
import { isUuid } from '@/lib/domain/accounts/identifiers'
import { err, type Result } from '@/lib/platform/result'
import { lockAdministrators } from './last-administrator'
import { accountRules } from '@/lib/services/settings'
import { recordRefusedAccess } from './refused-access'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { isAdministrator } from '@/lib/domain/accounts/roles'

/** Who performs the action: a signed-in administrator, or the operator, who has no account. */
export type Administrator = { viewer: Viewer; request: ClientInfo } | { operator: true }

/** Marks an audit event as caused from the command line, where there is no acting account. */
export const FROM_COMMAND_LINE = { via: 'cli' } as const

export type Administration = {
  database: Database
  /** The user the action applies to, read in the action's transaction. */
  target: LockedAccount
  /** Whether administrators are changing their own account. */
  isOwn: boolean
  /** Adds the action to the audit log, in the same transaction. */
  record: (event: Pick<AuditEvent, 'action' | 'details' | 'note'>) => Promise<void>
}

/**
 * Runs one action of an administrator on one account, in a transaction that first checks that the
 * actor is still an active administrator and that the account exists.
 *
 * These actions are serialised across all processes, so that each sees the roles the previous one set.
 *
 * @param userId from a URL, so untrusted
 * @returns null when there is no such user, or the actor is not an administrator
 */
export async function administer<Value>(
  by: Administrator,
  userId: string,
  now: Date,
  work: (administration: Administration) => Promise<Result<Value>>,
): Promise<Result<Value> | null> {
  if (!isUuid(userId)) return null
  const actorId = 'viewer' in by ? by.viewer.id : null
  const origin = 'viewer' in by ? { origin: by.request } : {}
  const source = 'viewer' in by ? {} : FROM_COMMAND_LINE
  return inTransaction(async (database) => {
    await lockAdministrators(database)
    if ('viewer' in by && !(await isActiveAdministrator(database, by.viewer.id, now))) {
      await recordRefusedAccess(by.viewer, 'user_action', by.request, now, database)
      return null
    }
    const target = await lockAccount(database, userId)
    if (!target) return null
    return work({
      database,
      target,
      isOwn: target.id === actorId,
      record: ({ action, details = {}, note }) =>
        recordAuditEvent(
          database,
          {
            ...{ action, result: 'SUCCESS', actorId, targetId: target.id },
            details: { ...source, ...details },
            ...(note === undefined ? {} : { note }),
            ...origin,
          },
          now,
        ),
    })
  })
}

/** Refuses actions on one's own account that would lock an administrator out. */
export function refuseOwn({ isOwn }: Administration) {
  return isOwn ? err('own_account') : null
}

async function isActiveAdministrator(
  database: Database,
  userId: string,
  now: Date,
): Promise<boolean> {
  const user = await findUser(database, userId)
  return (
    user !== null && isAdministrator(user.role) && judgeAccount(user, accountRules(), now) === null
  )
}
