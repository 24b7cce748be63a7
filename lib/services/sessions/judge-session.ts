import { findOpenSession, queryOpenSession } from '@/lib/data/sessions/open-sessions'
import { markBindingShown } from '@/lib/data/sessions/session-binding'
import type { OpenSession } from '@/lib/data/sessions/session-columns'
import { judgeAccount } from '@/lib/domain/accounts/account-state'
import {
  judgeBinding,
  type BindingVerdict,
  type ShownBinding,
} from '@/lib/domain/sessions/session-binding'
import { accountRules, bindingSettings } from '@/lib/services/settings'

/** An open session with its user, as just read from the database. */
export type LiveSession = OpenSession

/** What a request shows beside its session cookie. */
export type SessionRequest = Readonly<ShownBinding>

const NO_REQUEST: SessionRequest = {
  ...{ cookieHashes: [], skipped: '', isFromElsewhere: false },
  client: null,
}

/**
 * - `ended`: it expired or was ended, or its user may no longer be signed in
 * - `unproven`: it goes on, but this request does not show that it comes from the session's device
 */
export type SessionVerdict =
  | { is: 'alive'; session: LiveSession }
  | { is: 'ended' }
  | { is: 'unproven'; why: 'stale' | 'unproven' }

const ENDED = { is: 'ended' } as const

/**
 * The only check of whether a session is valid: middleware, pages and API all use it, so that they
 * cannot disagree and redirect in a loop. A session whose cookie was copied is ended here.
 *
 * @throws DependencyUnavailable when the database cannot answer; the session is then neither ended nor
 *   accepted
 */
export async function judgeSession(
  sessionId: string,
  now: Date,
  request: SessionRequest = NO_REQUEST,
): Promise<SessionVerdict> {
  let session = await findOpenSession(sessionId, now)
  if (!session) return ENDED
  let verdict = judgeOpenSession(session, request, now)
  if (verdict !== 'good' && verdict !== 'ended') {
    // Another process may have registered or refreshed since the cache was filled.
    session = await queryOpenSession(sessionId, now)
    if (!session) return ENDED
    verdict = judgeOpenSession(session, request, now)
  }
  switch (verdict) {
    case 'good':
      if (isFirstShown(session, request)) await markBindingShown(sessionId, now)
      return { is: 'alive', session }
    case 'stale':
    case 'unproven':
      return { is: 'unproven', why: verdict }
    case 'copied': {
      if (request.client === null) return { is: 'unproven', why: 'unproven' }
      // Loaded when it is needed: the middleware starts without Prisma.
      const { endCopiedSession } = await import('@/lib/services/session-binding/end-copied-session')
      await endCopiedSession(session, request.client, now)
      return ENDED
    }
    case 'ended':
      return ENDED
  }
}

function judgeOpenSession(
  session: OpenSession,
  request: SessionRequest,
  now: Date,
): 'ended' | BindingVerdict {
  if (judgeAccount(session.user, accountRules(), now) !== null) return 'ended'
  if (session.boundAt === null || bindingSettings() === null) return 'good'
  return judgeBinding(session, request, now)
}

/** Whether the browser shows for the first time that it has the bound cookie. */
function isFirstShown(session: OpenSession, request: SessionRequest): boolean {
  return (
    session.boundAt !== null && session.boundShownAt === null && request.cookieHashes.length > 0
  )
}
