import { openAt } from '@/lib/data/sessions/session-columns'
import type { Database } from '@/lib/data/database/prisma'

/* What an administrator sees of one account: no hashes, tokens or session ids. */

/** @returns null when there is no such user */
export async function findUserRecord(database: Database, userId: string) {
  return database.user.findUnique({
    where: { id: userId },
    select: {
      ...{ id: true, name: true, username: true, email: true, image: true, role: true },
      ...{ emailVerifiedAt: true, createdAt: true },
      ...{ twoFactorEnabledAt: true, passkeysEnabledAt: true },
      _count: { select: { passkeys: true } },
      ...{ disabledAt: true, disabledUntil: true, disabledReason: true },
    },
  })
}

/** What names a user. @returns null when there is no such user */
export async function findNamedUser(database: Database, userId: string) {
  return database.user.findUnique({
    where: { id: userId },
    select: { id: true, username: true, name: true },
  })
}

/** A user's open sessions, most recently used first, and their total number. */
export async function listOpenSessionsOf(
  database: Database,
  userId: string,
  limit: number,
  now: Date,
) {
  const where = { userId, ...openAt(now) }
  const [sessions, count] = await Promise.all([
    database.session.findMany({
      where,
      orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }],
      take: limit,
      select: {
        ...{ address: true, userAgent: true, method: true },
        ...{ createdAt: true, lastSeenAt: true, boundAt: true },
      },
    }),
    database.session.count({ where }),
  ])
  return { sessions, count }
}
