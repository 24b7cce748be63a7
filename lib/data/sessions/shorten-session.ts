import type { Database } from '@/lib/data/database/prisma'

/** Brings the idle end of an open session forward; never extends it. */
export async function shortenSession(
  database: Database,
  sessionId: string,
  idleEndAt: Date,
): Promise<void> {
  await database.session.updateMany({
    where: { id: sessionId, revokedAt: null, idleEndAt: { gt: idleEndAt } },
    data: { idleEndAt },
  })
}
