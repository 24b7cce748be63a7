import type { Viewer } from '@/lib/services/viewer'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { proveSession } from '@/lib/data/sessions/sessions'
import { err, ok, type Result } from '@/lib/platform/result'
import { checkOwnPassword } from './own-password'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import type { SignInRequest } from '@/lib/services/sign-in/sign-in-limits'

/**
 * Confirms the viewer's password. Only this session counts as recently confirmed afterwards.
 */
export async function confirmPassword(
  viewer: Viewer,
  password: string,
  request: SignInRequest,
  now: Date,
): Promise<Result<'proven'>> {
  const checked = await checkOwnPassword(viewer, password, request, now)
  if (!checked.ok) {
    if (checked.refusal.code === 'password_wrong') {
      await recordAuditEvent(prisma(), eventOf(viewer, 'FAILURE', request), now)
    }
    return checked
  }
  return inTransaction(async (database) => {
    if (!(await proveSession(database, viewer.session.id, now))) return err('session_expired')
    await recordAuditEvent(database, eventOf(viewer, 'SUCCESS', request), now)
    return ok('proven')
  })
}

function eventOf(viewer: Viewer, result: 'SUCCESS' | 'FAILURE', client: ClientInfo) {
  const action = 'session_reauthenticated'
  return { action, result, actorId: viewer.id, targetId: viewer.id, origin: client } as const
}
