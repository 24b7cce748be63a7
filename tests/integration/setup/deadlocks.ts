import { prisma } from '@/lib/data/database/prisma'

/** How often PostgreSQL had to end a transaction of this file's database that waited in a circle. */
export async function countDeadlocks(): Promise<number> {
  await prisma().$queryRaw`SELECT pg_stat_force_next_flush()::text`
  const [row] = await prisma().$queryRaw<{ deadlocks: number }[]>`
    SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()`
  return row?.deadlocks ?? 0
}
