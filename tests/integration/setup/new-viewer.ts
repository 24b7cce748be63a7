import { viewerOf } from '@/lib/auth/viewer'
import type { ProvenViewer } from '@/lib/services/viewer'
import { checkSession } from './check-session'
import type { newAccount } from './new-account'
import { newSession } from './new-session'

/** A user who has just signed in, as the guards return it. */
export async function newViewer(
  account: Awaited<ReturnType<typeof newAccount>>,
  now: Date,
): Promise<ProvenViewer> {
  return viewerAgain((await newSession(account, now)).id, now)
}

/** The viewer of this session at another time. */
export async function viewerAgain(sessionId: string, now: Date): Promise<ProvenViewer> {
  const live = await checkSession(sessionId, now)
  if (!live) throw new Error('the session should be open')
  return viewerOf(live) as ProvenViewer
}
