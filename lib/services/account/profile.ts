import type { Viewer } from '@/lib/services/viewer'
import { newToken } from '@/lib/crypto/random-token'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction, isUniqueViolation, prisma } from '@/lib/data/database/prisma'
import { setProfileImage } from '@/lib/data/users/profile-images'
import { updateUserProfile } from '@/lib/data/users/user-profile'
import { isUsernameTaken } from '@/lib/data/users/users'
import { isReservedUsername } from '@/lib/domain/accounts/reserved-usernames'
import { err, ok, type Result } from '@/lib/platform/result'
import { prepareProfileImage } from './profile-image'
import { limitOwnDeeds, limitRequests } from '@/lib/services/limits/request-limits'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

type Profile = { name: string; username: string }

/**
 * Changes the name, the username and the image of whoever asks: all of it or, when one is refused,
 * nothing.
 *
 * A taken username is said openly, as at sign-up, and asking is limited as there. The old one is
 * free for everybody at once: it is an address of nothing, and the audit log names people by id.
 *
 * @param input.image an uploaded file; null leaves the image as it is
 */
export async function updateProfile(
  viewer: Viewer,
  input: Profile & { image: Uint8Array | null },
  request: ClientInfo,
  now: Date,
): Promise<Result<'saved'>> {
  const { name, username } = input
  const changed = {
    name: name !== viewer.name,
    username: username !== viewer.username,
    image: input.image !== null,
  }
  if (!Object.values(changed).includes(true)) return ok('saved')
  if (changed.username) {
    const refused = await judgeNewUsername(username, request, now)
    if (refused) return refused
  }
  const image = input.image && (await prepareProfileImage(input.image, request, now))
  if (image && !image.ok) return image
  const limited = await limitOwnDeeds('profile-change', viewer.id, now)
  if (limited) return limited
  try {
    const bytes = image?.value ?? null
    return await save(viewer.id, { name, username, bytes, changed }, request, now)
  } catch (error) {
    // Somebody else took it between the question and the answer.
    if (isUniqueViolation(error, 'username')) return err('username_taken')
    throw error
  }
}

async function judgeNewUsername(username: string, request: ClientInfo, now: Date) {
  const limited = await limitRequests('username-change', request, now)
  if (limited) return limited
  const isRefused = isReservedUsername(username) || (await isUsernameTaken(prisma(), username))
  return isRefused ? err('username_taken') : null
}

function save(
  userId: string,
  profile: Profile & { bytes: Buffer | null; changed: Record<string, boolean> },
  { address, userAgent }: ClientInfo,
  now: Date,
): Promise<Result<'saved'>> {
  const { name, username, bytes, changed } = profile
  return inTransaction(async (database) => {
    if (changed.name || changed.username) {
      if (!(await updateUserProfile(database, userId, { name, username }))) {
        return err('session_expired')
      }
    }
    if (bytes) {
      const image = { id: newToken().token, bytes }
      if (!(await setProfileImage(database, userId, image, now))) return err('session_expired')
    }
    await recordAuditEvent(
      database,
      {
        ...{ action: 'user_updated', result: 'SUCCESS', actorId: userId, targetId: userId },
        details: changed,
        origin: { address, userAgent },
      },
      now,
    )
    return ok('saved')
  })
}
