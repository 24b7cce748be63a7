import type { Database } from '@/lib/data/database/prisma'
import { lockInTransaction } from '@/lib/data/database/transaction-lock'
import { listAdministrators } from '@/lib/data/users/account-status'
import { judgeAccount } from '@/lib/domain/accounts/account-state'
import { accountRules } from '@/lib/services/settings'

/**
 * Whether this account is the only active administrator. Demoting, disabling and deleting all check
 * this rule.
 *
 * Call it first in the transaction that makes the change. It takes a lock that is held until the
 * transaction ends, across all processes, so that two administrators who demote each other at the same
 * moment are handled one after the other.
 *
 * @returns false for anyone who is not an active administrator
 */
export async function isLastAdministrator(
  database: Database,
  userId: string,
  now: Date,
): Promise<boolean> {
  await lockAdministrators(database)
  const administrators = await listAdministrators(database)
  const active = administrators.filter((user) => judgeAccount(user, accountRules(), now) === null)
  return active.length === 1 && active[0]?.id === userId
}

/** Serialises everything that changes who is an administrator, or acts as one. */
export async function lockAdministrators(database: Database): Promise<void> {
  await lockInTransaction(database, 'administrators')
}
