import type { Viewer } from '@/lib/auth/viewer'
import { newToken } from '@/lib/crypto/random-token'
import { recordAuditEvent } from '@/lib/data/audit-log'
import { inTransaction, isUniqueViolation, prisma } from '@/lib/data/prisma'
import { setProfileImage } from '@/lib/data/profile-images'
import { updateUserProfile } from '@/lib/data/user-profile'
import { isUsernameTaken } from '@/lib/data/users'
import { isReservedUsername } from '@/lib/domain/reserved-usernames'
import { err, ok, type Result } from '@/lib/result'
import { prepareProfileImage } from './profile-image'
import { limitRequests } from './request-limits'
import type { Origin } from './sessions'

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
  request: Origin,
  now: Date,
): Promise<Result<'saved'>> {
  const { name, username } = input
  if (username !== viewer.username) {
    const refused = await judgeNewUsername(username, request, now)
    if (refused) return refused
  }
  const image = input.image && (await prepareProfileImage(input.image, request, now))
  if (image && !image.ok) return image
  try {
    return await save(viewer, { name, username }, image?.value ?? null, request, now)
  } catch (error) {
    // Somebody else took it between the question and the answer.
    if (isUniqueViolation(error, 'username')) return err('username_taken')
    throw error
  }
}

async function judgeNewUsername(username: string, request: Origin, now: Date) {
  const limited = await limitRequests('username-change', request, now)
  if (limited) return limited
  const isRefused = isReservedUsername(username) || (await isUsernameTaken(prisma(), username))
  return isRefused ? err('username_taken') : null
}

function save(
  viewer: Viewer,
  profile: Profile,
  bytes: Buffer | null,
  { address, userAgent }: Origin,
  now: Date,
): Promise<Result<'saved'>> {
  const changed = {
    name: profile.name !== viewer.name,
    username: profile.username !== viewer.username,
    image: bytes !== null,
  }
  const { id: userId } = viewer
  return inTransaction(async (database) => {
    if (changed.name || changed.username) {
      if (!(await updateUserProfile(database, userId, profile))) return err('session_expired')
    }
    if (bytes) {
      const image = { id: newToken().token, bytes }
      if (!(await setProfileImage(database, userId, image, now))) return err('session_expired')
    }
    if (!Object.values(changed).includes(true)) return ok('saved')
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
