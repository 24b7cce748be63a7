import { profileImagePath } from '@/lib/domain/accounts/profile-image'
import type { Database } from '@/lib/data/database/prisma'

/**
 * Stores a user's profile image, replacing any earlier one, and sets its path on the user.
 *
 * @returns false when the user no longer exists
 */
export async function setProfileImage(
  database: Database,
  userId: string,
  image: { id: string; bytes: Buffer },
  now: Date,
): Promise<boolean> {
  const { count } = await database.user.updateMany({
    where: { id: userId },
    data: { image: profileImagePath(image.id) },
  })
  if (count === 0) return false
  const row = { id: image.id, bytes: new Uint8Array(image.bytes), createdAt: now }
  await database.profileImage.upsert({
    where: { userId },
    create: { userId, ...row },
    update: row,
    select: { id: true },
  })
  return true
}

/** @returns false when there was none */
export async function deleteProfileImage(database: Database, userId: string): Promise<boolean> {
  await database.user.updateMany({
    where: { id: userId, image: { not: null } },
    data: { image: null },
  })
  const { count } = await database.profileImage.deleteMany({ where: { userId } })
  return count === 1
}

/**
 * @param ownerId the required owner; null for any
 * @returns null when there is no such image, or it belongs to somebody else
 */
export async function findProfileImage(
  database: Database,
  id: string,
  ownerId: string | null,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const row = await database.profileImage.findUnique({
    where: { id, ...(ownerId === null ? {} : { userId: ownerId }) },
    select: { bytes: true },
  })
  return row?.bytes ?? null
}
