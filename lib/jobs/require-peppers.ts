import { log } from '@/lib/platform/log'
import { isUnavailable } from '@/lib/platform/unavailable'
import { missingPeppers } from '@/lib/services/operations/missing-peppers'

/**
 * Ends the process when `PASSWORD_PEPPER` lacks a pepper that passwords need. While the database is
 * down nobody can tell: readiness asks again.
 */
export async function requirePeppers(): Promise<void> {
  try {
    const missing = await missingPeppers()
    if (missing.length === 0) return
    process.stderr.write(`${sentenceFor(missing)}\n`)
    process.exit(1)
  } catch (error) {
    if (!isUnavailable(error)) log.warn({ event: 'pepper_check_failed', err: error })
  }
}

function sentenceFor(missing: readonly string[]): string {
  const names = missing.map((id) => `"${id}"`).join(', ')
  return (
    `PASSWORD_PEPPER lacks ${names}, which stored passwords need: their owners could not sign in. ` +
    'Put it back at the end of the list, and start again.'
  )
}
