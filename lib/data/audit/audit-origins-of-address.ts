import type { Database } from '@/lib/data/database/prisma'

/** Deletes the client info of events from an address since a time. */
export async function deleteAuditOriginsAt(
  database: Database,
  { address, since }: { address: string; since: Date },
): Promise<void> {
  await database.auditOrigin.deleteMany({ where: { address, at: { gte: since } } })
}
