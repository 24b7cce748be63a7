import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { prisma } from '@/lib/data/database/prisma'
import { countUsers, listUsersForExport } from '@/lib/data/users/transferred-users'
import { isDisabled } from '@/lib/domain/accounts/account-state'
import { FROM_COMMAND_LINE } from '@/lib/services/admin/administration'

/** Users read at once. */
const BATCH = 500

type Row = Awaited<ReturnType<typeof listUsersForExport>>[number]

/** Rows of Better Auth's tables. */
export type ExportedRows = { user: object; account: object | null }

export async function countExportableUsers(): Promise<number> {
  return countUsers(prisma())
}

/**
 * All users as rows of Better Auth's tables `user` and `account`, with the columns of its plugins `username`
 * and `admin`. The export is recorded in the audit log before the first row.
 */
export async function* exportUsers(now: Date): AsyncGenerator<ExportedRows[]> {
  const event = {
    action: 'user_exported',
    result: 'SUCCESS',
    actorId: null,
    targetId: null,
  } as const
  const details = { ...FROM_COMMAND_LINE, users: await countExportableUsers() }
  await recordAuditEvent(prisma(), { ...event, details }, now)
  let after: string | null = null
  for (;;) {
    const rows: Row[] = await listUsersForExport(prisma(), after, BATCH)
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
    yield rows.map((row) => ({ user: userOf(row, now), account: accountOf(row) }))
  }
}

function userOf(row: Row, now: Date) {
  const { id, name, email, username, role, createdAt, updatedAt } = row
  const banned = isDisabled(row, now)
  return {
    ...{ id, name, email, emailVerified: row.emailVerifiedAt !== null, image: null },
    ...{ createdAt, updatedAt, username, displayUsername: username, role: role.toLowerCase() },
    ...{ banned, banReason: banned ? row.disabledReason : null },
    banExpires: banned ? row.disabledUntil : null,
  }
}

/** @returns null for a user without a password */
function accountOf({ id, passwordHash, passwordScheme, passwordPepper, ...row }: Row) {
  if (passwordHash === null) return null
  return {
    ...{ id, accountId: id, providerId: 'credential', userId: id },
    password: `exported:${passwordScheme}:${passwordPepper ?? ''}:${passwordHash}`,
    ...{ createdAt: row.createdAt, updatedAt: row.updatedAt },
  }
}
