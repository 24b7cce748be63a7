import { sessionCache, sessionCacheKey } from '@/lib/data/sessions/session-cache'
import { isAdministrator } from '@/lib/domain/accounts/roles'
import { judgeSession, type SessionRequest } from '@/lib/services/sessions/judge-session'
import type { Viewer } from '@/lib/services/viewer'

/** The right to watch a recording. It can end while a stream is open. */
export type WatchRight = {
  /** False once the session has ended, its user is not an administrator, or neither can be checked. */
  holds: () => Promise<boolean>
  /** Reports that it may have ended, in any process. @returns stops reporting */
  onChange: (report: () => void) => () => void
}

/**
 * The right of an administrator to watch, which lasts as long as the session and the role, and as long
 * as the bound cookie that the stream was opened with counts. The browser then opens another one.
 */
export function watchRightOf(
  viewer: Pick<Viewer, 'id' | 'session'>,
  opened: SessionRequest,
): WatchRight {
  const { id: userId, session } = viewer
  // What was sent long ago is no copy, whatever it lacks.
  const request = { ...opened, client: null }
  const key = sessionCacheKey(session.id)
  return {
    async holds() {
      const verdict = await judgeSession(session.id, new Date(), request).catch(() => null)
      return verdict?.is === 'alive' && isAdministrator(verdict.session.user.role)
    },
    onChange(report) {
      return sessionCache().onChange((changed) => {
        if (changed === key || changed === userId) report()
      })
    },
  }
}
