import type { Viewer } from '@/lib/auth/viewer'
import { recordAuditEvent } from '@/lib/data/audit-log'
import { inTransaction, isUniqueViolation, prisma } from '@/lib/data/prisma'
import { isUsernameTaken } from '@/lib/data/users'
import { updateUserProfile } from '@/lib/data/user-profile'
import { isReservedUsername } from '@/lib/domain/reserved-usernames'
import { err, ok, type Result } from '@/lib/result'
import type { ProfileInput } from '@/lib/schemas/profile'
import { limitRequests } from './request-limits'
import type { Origin } from './sessions'

/**
 * Changes the name and the username of whoever asks.
 *
 * A taken username is said openly, as at sign-up, and asking is limited as there. The old one is
 * free for everybody at once: it is an address of nothing, and the audit log names people by id.
 */
export async function updateProfile(
  viewer: Viewer,
  input: ProfileInput,
  request: Origin,
  now: Date,
): Promise<Result<'saved'>> {
  const isRenamed = input.name !== viewer.name
  const hasNewUsername = input.username !== viewer.username
  if (hasNewUsername) {
    const limited = await limitRequests('username-change', request, now)
    if (limited) return limited
    const isRefused = isReservedUsername(input.username)
    if (isRefused || (await isUsernameTaken(prisma(), input.username))) return err('username_taken')
  }
  if (!isRenamed && !hasNewUsername) return ok('saved')
  try {
    return await save(viewer, input, { name: isRenamed, username: hasNewUsername }, request, now)
  } catch (error) {
    // Somebody else took it between the question and the answer.
    if (isUniqueViolation(error, 'username')) return err('username_taken')
    throw error
  }
}

function save(
  viewer: Viewer,
  { name, username }: ProfileInput,
  changed: { name: boolean; username: boolean },
  { address, userAgent }: Origin,
  now: Date,
): Promise<Result<'saved'>> {
  return inTransaction(async (database) => {
    if (!(await updateUserProfile(database, viewer.id, { name, username }))) {
      return err('session_expired')
    }
    await recordAuditEvent(
      database,
      {
        ...{ action: 'user_updated', result: 'SUCCESS' },
        ...{ actorId: viewer.id, targetId: viewer.id },
        details: changed,
        origin: { address, userAgent },
      },
      now,
    )
    return ok('saved')
  })
}
