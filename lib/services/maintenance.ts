import { CLEANUP_BATCH, deleteSpentCounters } from '@/lib/data/attempt-counters'
import { prisma } from '@/lib/data/prisma'

/**
 * Clears what means nothing any more. Any number of processes may do so at once.
 *
 * @returns how many rows there were
 */
export async function clearSpent(now: Date): Promise<number> {
  let cleared = 0
  for (;;) {
    const count = await deleteSpentCounters(prisma(), now)
    cleared += count
    if (count < CLEANUP_BATCH) return cleared
  }
}
