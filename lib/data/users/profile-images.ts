import { profileImagePath } from '@/lib/domain/accounts/profile-image'
import type { Database } from '@/lib/data/database/prisma'

/**
 * Keeps the one image of a user, and says its address at the user. The one before is gone.
 *
 * @returns false when there is nobody by that id any more
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
 * @param ownerId whose it must be; null for anybody's
 * @returns null when there is none by that id (any more), or it is somebody else's
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
