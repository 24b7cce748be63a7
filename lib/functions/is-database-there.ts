import { prepared } from '@/lib/data/database/pool'
import { isUnavailable } from '@/lib/platform/unavailable'

/** Asks the database for nothing. */
export async function isDatabaseThere(): Promise<boolean> {
  try {
    await prepared('ping', 'SELECT 1', [])
    return true
  } catch (error) {
    if (isUnavailable(error)) return false
    throw error
  }
}
