import type { Database } from './prisma'

/**
 * The database's own time, for what every process does in turn: servers' clocks differ, and a lease or
 * a purge by one that is ahead would come too early.
 */
export async function readDatabaseTime(database: Database): Promise<Date> {
  const [row] = await database.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
  if (!row) throw new Error('The database gave no time')
  return row.now
}
