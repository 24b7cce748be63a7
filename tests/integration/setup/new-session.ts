import { openSession } from '@/lib/services/sessions/sessions'
import type { newAccount } from './new-account'

/** An open session of an account, with default client info. */
export async function newSession(
  account: Awaited<ReturnType<typeof newAccount>>,
  now: Date,
  { remember = false } = {},
) {
  const request = { address: '203.0.113.7', userAgent: 'test', remember }
  const session = await openSession(account, request, now)
  if (!session) throw new Error('the session should have been opened')
  return session
}
