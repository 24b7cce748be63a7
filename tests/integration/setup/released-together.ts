import pg from 'pg'
import { vi } from 'vitest'
import { env } from '@/lib/env'
import { countLockWaits } from './lock-waits'

/** One of the pool's ten connections is left to watch the others. */
const MOST_WAITING = 9
/** Well below the statement timeout, so that a busy machine holds back fewer works and fails none. */
export const PATIENCE = { timeout: 3000, interval: 20 }

/**
 * Starts operations that all write to a table, holds them until each waits for a lock, and releases
 * them at the same moment: as concurrent as it gets.
 */
export async function releasedTogether<Value>(
  table: 'link_tokens',
  works: readonly (() => Promise<Value>)[],
): Promise<Value[]> {
  const blocker = new pg.Client({ connectionString: env().DATABASE_URL })
  await blocker.connect()
  try {
    await blocker.query(`BEGIN; LOCK TABLE ${table} IN SHARE MODE`)
    const running = Promise.all(works.map((work) => work()))
    const expected = Math.min(works.length, MOST_WAITING)
    const areAllWaiting = async () => {
      if ((await countLockWaits()) < expected) throw new Error('some are still on their way')
    }
    await vi.waitFor(areAllWaiting, PATIENCE).catch(() => {})
    await blocker.query('COMMIT')
    return await running
  } finally {
    await blocker.end()
  }
}
