import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { deletePasskey, listPasskeys, renamePasskey } from '@/lib/data/passkeys/passkeys'
import { revokeOtherUserSessions } from '@/lib/data/sessions/sessions'
import { deleteTrustedBrowsers } from '@/lib/data/two-factor/trusted-browsers'
import { passkeyProvider } from '@/lib/domain/passkeys/providers'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { describeDevice } from '@/lib/domain/sessions/device'
import { err, ok, type Result } from '@/lib/platform/result'
import { recordOwnChange } from '@/lib/services/audit/record-own-event'
import { lockViewer } from '@/lib/services/sessions/lock-viewer'
import type { ProvenViewer, Viewer } from '@/lib/services/viewer'
import { notifyOwnerOfPasskey } from './notify-owner-of-passkey'

/* What somebody does about the passkeys they have. */

/** The viewer's passkeys, the oldest first. */
export async function listOwnPasskeys(viewer: Viewer) {
  const rows = await listPasskeys(prisma(), viewer.id)
  return rows.map(({ aaguid, userAgent, ...row }) => ({
    ...row,
    provider: passkeyProvider(aaguid),
    device: describeDevice(userAgent),
  }))
}

/**
 * Renames one of the viewer's passkeys, and notifies the owner: a name is what tells one's own from
 * somebody else's.
 *
 * @returns `page_outdated` when it is gone, or another user's
 */
export async function renameOwnPasskey(
  viewer: ProvenViewer,
  { id, name }: { id: string; name: string },
  client: ClientInfo,
  now: Date,
): Promise<Result<'renamed' | 'unchanged'>> {
  return inTransaction(async (database) => {
    const account = await lockViewer(database, viewer, now)
    if (!account) return err('session_expired')
    const former = await renamePasskey(database, { userId: viewer.id, id, name })
    if (former === null) return err('page_outdated')
    if (former === name) return ok('unchanged')
    await notifyOwnerOfPasskey(database, account, { change: 'renamed', passkey: name }, now)
    await recordOwnChange(database, viewer.id, { action: 'passkey_renamed' }, client, now)
    return ok('renamed')
  })
}

/**
 * Removes one of the viewer's passkeys, and notifies the owner. It may be one that was lost, so trusted
 * browsers and the other sessions end with it.
 *
 * @returns `page_outdated` when it is gone, or another user's
 */
export async function removeOwnPasskey(
  viewer: ProvenViewer,
  { id }: { id: string },
  client: ClientInfo,
  now: Date,
): Promise<Result<'removed'>> {
  const { id: userId, session } = viewer
  return inTransaction(async (database) => {
    const account = await lockViewer(database, viewer, now)
    if (!account) return err('session_expired')
    const passkey = await deletePasskey(database, { userId, id })
    if (passkey === null) return err('page_outdated')
    await deleteTrustedBrowsers(database, userId)
    const sessionsEnded = await revokeOtherUserSessions(database, userId, session.id, now)
    await notifyOwnerOfPasskey(database, account, { change: 'removed', passkey }, now)
    const details = { sessionsEnded }
    await recordOwnChange(database, viewer.id, { action: 'passkey_removed', details }, client, now)
    return ok('removed')
  })
}
