import { prisma } from '@/lib/data/database/prisma'

/** How many deadlocks PostgreSQL resolved in this file's database. */
export async function countDeadlocks(): Promise<number> {
  await prisma().$queryRaw`SELECT pg_stat_force_next_flush()::text`
  const [row] = await prisma().$queryRaw<{ deadlocks: number }[]>`
    SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()`
  return row?.deadlocks ?? 0
}
