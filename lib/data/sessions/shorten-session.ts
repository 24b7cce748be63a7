import type { Database } from '@/lib/data/database/prisma'

/** Brings the idle end of an open session forward, as if it was last used now; never extends it. */
export async function shortenSession(
  database: Database,
  sessionId: string,
  { now, idleEndAt }: { now: Date; idleEndAt: Date },
): Promise<void> {
  await database.session.updateMany({
    where: { id: sessionId, revokedAt: null, idleEndAt: { gt: idleEndAt } },
    data: { lastSeenAt: now, idleEndAt },
  })
}
