import { prisma } from '@/lib/data/database/prisma'

/** The number of connections to this file's database that wait for a lock. */
export async function countLockWaits(): Promise<number> {
  const [row] = await prisma().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return row?.count ?? 0
}
