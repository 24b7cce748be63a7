import type { Viewer } from '@/lib/services/viewer'
import { isTokenShaped } from '@/lib/crypto/random-token'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { deleteProfileImage, findProfileImage } from '@/lib/data/users/profile-images'
import { reencodeImage } from '@/lib/image/reencode'
import type { Result } from '@/lib/platform/result'
import { limitRequests } from '@/lib/services/limits/request-limits'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { isAdministrator } from '@/lib/domain/accounts/roles'

/**
 * Re-encodes an uploaded file for storage. Rate-limited first, because decoding is expensive.
 *
 * @param file at most ten megabytes
 */
export async function prepareProfileImage(
  file: Uint8Array,
  request: ClientInfo,
  now: Date,
): Promise<Result<Buffer>> {
  const limited = await limitRequests('profile-image', request, now)
  return limited ?? reencodeImage(file)
}

/** Removes the image; the initials are shown instead. Does nothing if there is no image. */
export async function removeProfileImage(
  viewer: Viewer,
  request: ClientInfo,
  now: Date,
): Promise<void> {
  await inTransaction(async (database) => {
    if (!(await deleteProfileImage(database, viewer.id))) return
    await recordAuditEvent(
      database,
      {
        ...{ action: 'user_updated', result: 'SUCCESS' },
        ...{ actorId: viewer.id, targetId: viewer.id },
        details: { image: true },
        origin: request,
      },
      now,
    )
  })
}

/**
 * The bytes of an image, for its owner and for administrators.
 *
 * @param id from a URL, so untrusted
 */
export async function readProfileImage(
  viewer: Viewer,
  id: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!isTokenShaped(id)) return null
  return findProfileImage(prisma(), id, isAdministrator(viewer.role) ? null : viewer.id)
}
