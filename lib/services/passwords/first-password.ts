import { prisma } from '@/lib/data/database/prisma'
import { findUserPassword } from '@/lib/data/users/users'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import type { Result } from '@/lib/platform/result'
import type { Viewer } from '@/lib/services/viewer'
import { requestPasswordReset } from './password-reset'

/**
 * Whether the viewer has a password that can be asked for. An account that was imported, or made by an
 * administrator or through a provider, may have none.
 */
export async function hasPassword(viewer: Viewer): Promise<boolean> {
  const user = await findUserPassword(prisma(), viewer.id)
  return user !== null && user.passwordHash !== null
}

/**
 * Mails the viewer a link that sets a password, as anyone may request who has forgotten theirs: only
 * who reads the mail of the account decides on its password, not whoever holds a session.
 */
export function requestFirstPassword(
  viewer: Viewer,
  request: ClientInfo,
  now: Date,
): Promise<Result<'requested'>> {
  return requestPasswordReset({ email: viewer.email }, request, now)
}
