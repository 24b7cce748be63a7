import type { Viewer } from '@/lib/services/viewer'
import { recordAuditEvent, type AuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction, type Database } from '@/lib/data/database/prisma'
import { findUser } from '@/lib/data/users/users'
import { judgeAccount } from '@/lib/domain/accounts/account-state'
import { isUuid } from '@/lib/domain/accounts/identifiers'
import { err, type Result } from '@/lib/platform/result'
import { lockAdministrators } from './last-administrator'
import { accountRules } from '@/lib/services/settings'
import { recordRefusedAccess } from './refused-access'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { isAdministrator } from '@/lib/domain/accounts/roles'

/** Who administers: somebody signed in, or the operator at the machine, for whom no account stands. */
export type Administrator = { viewer: Viewer; request: ClientInfo } | { operator: true }

/** How the audit log tells what came from the command line, where no account acts. */
export const FROM_COMMAND_LINE = { via: 'cli' } as const

/** The user an action is about, as the database knows them within the action's transaction. */
type Target = NonNullable<Awaited<ReturnType<typeof findUser>>>

export type Administration = {
  database: Database
  target: Target
  /** Whether somebody is changing their own account. */
  isOwn: boolean
  /** Adds the action to the audit log, in the same transaction. */
  record: (event: Pick<AuditEvent, 'action' | 'details'>) => Promise<void>
}

/**
 * One action of an administrator on one account: a transaction in which the account is looked up
 * and whoever acts is found to be an active administrator still.
 *
 * Such actions follow one another, in all processes: what one of them decides about who is an
 * administrator holds for the next.
 *
 * @param userId from an address, so from anywhere
 * @returns null when there is no such user, or nobody who may administer one
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
  const way = 'viewer' in by ? {} : FROM_COMMAND_LINE
  return inTransaction(async (database) => {
    await lockAdministrators(database)
    if ('viewer' in by && !(await isActiveAdministrator(database, by.viewer.id, now))) {
      await recordRefusedAccess(by.viewer, 'user_action', by.request, now, database)
      return null
    }
    const target = await findUser(database, userId)
    if (!target) return null
    return work({
      database,
      target,
      isOwn: target.id === actorId,
      record: ({ action, details = {} }) =>
        recordAuditEvent(
          database,
          {
            ...{ action, result: 'SUCCESS', actorId, targetId: target.id },
            details: { ...way, ...details },
            ...origin,
          },
          now,
        ),
    })
  })
}

/** Nobody may do to themselves what would lock them out. */
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
