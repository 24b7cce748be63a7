import type { Viewer } from '@/lib/services/viewer'
import { newToken } from '@/lib/crypto/random-token'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction, isUniqueViolation, prisma } from '@/lib/data/database/prisma'
import { lockAccount } from '@/lib/data/users/lock-account'
import { setProfileImage } from '@/lib/data/users/profile-images'
import {
  findUserProfile,
  updateUserProfile,
  type TypedProfile,
  type UserProfile,
} from '@/lib/data/users/user-profile'
import { isUsernameTaken } from '@/lib/data/users/users'
import { isReservedUsername } from '@/lib/domain/accounts/reserved-usernames'
import { err, ok, type Result } from '@/lib/platform/result'
import { prepareProfileImage } from './profile-image'
import { notifyOwner } from '@/lib/services/email/notify-owner'
import { limitOwnActions, limitRequests } from '@/lib/services/limits/request-limits'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/**
 * The viewer's profile fields, for the form that edits them. `Viewer` has only what every page needs.
 *
 * @returns null when the account has just been deleted
 */
export async function readProfile(viewer: Viewer): Promise<UserProfile | null> {
  return findUserProfile(prisma(), viewer.id)
}

/**
 * Changes the viewer's profile and image: all of it, or nothing if any part is refused.
 *
 * A taken username is reported openly, as at sign-up, and rate-limited the same way. The old username
 * becomes available at once: no URL contains it, and the audit log identifies users by id.
 *
 * @param input.image an uploaded file; null keeps the current image
 */
export async function updateProfile(
  viewer: Viewer,
  input: TypedProfile & { image: Uint8Array | null },
  request: ClientInfo,
  now: Date,
): Promise<Result<'saved'>> {
  const { image: file, ...profile } = input
  const before = await readProfile(viewer)
  if (!before) return err('session_expired')
  const fields = changedFields(before, profile)
  const changed = { ...fields, image: file !== null }
  if (!Object.values(changed).includes(true)) return ok('saved')
  if (changed.username) {
    const refused = await judgeNewUsername(profile.username, request, now)
    if (refused) return refused
  }
  const image = file && (await prepareProfileImage(file, request, now))
  if (image && !image.ok) return image
  const limited = await limitOwnActions('profile-change', viewer.id, now)
  if (limited) return limited
  try {
    const bytes = image?.value ?? null
    const typed = Object.values(fields).includes(true) ? profile : null
    return await save(viewer, { typed, bytes, changed }, request, now)
  } catch (error) {
    // Somebody else took it after the check.
    if (isUniqueViolation(error, 'username')) return err('username_taken')
    throw error
  }
}

/** Which fields changed. The audit log records this and not the values. */
function changedFields(
  before: UserProfile,
  typed: TypedProfile,
): Record<keyof TypedProfile, boolean> {
  const fields = Object.keys(typed) as (keyof TypedProfile)[]
  const changes = fields.map((field) => [field, typed[field] !== before[field]] as const)
  return Object.fromEntries(changes) as Record<keyof TypedProfile, boolean>
}

async function judgeNewUsername(username: string, request: ClientInfo, now: Date) {
  const limited = await limitRequests('username-change', request, now)
  if (limited) return limited
  const isRefused = isReservedUsername(username) || (await isUsernameTaken(prisma(), username))
  return isRefused ? err('username_taken') : null
}

function save(
  { id: userId, name }: Viewer,
  profile: { typed: TypedProfile | null; bytes: Buffer | null; changed: Record<string, boolean> },
  request: ClientInfo,
  now: Date,
): Promise<Result<'saved'>> {
  const { typed, bytes, changed } = profile
  return inTransaction(async (database) => {
    const account = await lockAccount(database, userId)
    if (!account) return err('session_expired')
    if (typed && !(await updateUserProfile(database, userId, typed))) return err('session_expired')
    if (bytes) {
      const image = { id: newToken().token, bytes }
      if (!(await setProfileImage(database, userId, image, now))) return err('session_expired')
    }
    if (changed.username) {
      const data = { name, changedAt: now.toISOString() }
      await notifyOwner(database, account, { template: 'username-changed', data }, now)
    }
    await recordAuditEvent(
      database,
      {
        ...{ action: 'user_updated', result: 'SUCCESS', actorId: userId, targetId: userId },
        details: changed,
        origin: request,
      },
      now,
    )
    return ok('saved')
  })
}
