import type { Database } from '@/lib/data/database/prisma'
import { openAt } from '@/lib/data/sessions/session-columns'

/** The number of users, counting up to `limit`. */
export async function countUsers(database: Database, limit: number): Promise<number> {
  return database.user.count({ take: limit })
}

/** The number of open sessions, counting up to `limit`. */
export async function countOpenSessions(
  database: Database,
  limit: number,
  now: Date,
): Promise<number> {
  return database.session.count({ where: openAt(now), take: limit })
}

/** The number of unconfirmed sign-ups, counting up to `limit`. */
export async function countPendingSignUps(
  database: Database,
  limit: number,
  now: Date,
): Promise<number> {
  return database.pendingSignUp.count({ where: { expiresAt: { gt: now } }, take: limit })
}
