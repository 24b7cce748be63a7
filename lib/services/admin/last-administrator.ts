import type { Database } from '@/lib/data/database/prisma'
import { lockInTransaction } from '@/lib/data/database/transaction-lock'
import { listAdministrators } from '@/lib/data/users/account-status'
import { judgeAccount } from '@/lib/domain/accounts/account-state'
import { accountRules } from '@/lib/services/settings'

/**
 * Whether the installation would be left without anybody to run it if this account stopped being an
 * active administrator: the one rule that demoting, disabling and deleting ask.
 *
 * Ask it first in the transaction that makes the change. Until that ends nobody else gets an answer,
 * in any process, so two administrators who demote each other at the same moment follow one another.
 *
 * @returns false for everybody who is no active administrator, since nothing is lost with them
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

/** Makes whatever decides who is an administrator, or acts as one, happen one after the other. */
export async function lockAdministrators(database: Database): Promise<void> {
  await lockInTransaction(database, 'administrators')
}
