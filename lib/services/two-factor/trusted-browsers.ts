import { hashToken } from '@/lib/crypto/random-token'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import {
  deleteTrustedBrowser,
  deleteTrustedBrowsers,
  listTrustedBrowsers,
  type TrustedBrowserRow,
} from '@/lib/data/two-factor/trusted-browsers'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { deviceIdIn } from '@/lib/services/sign-in/known-device'
import type { SignInRequest } from '@/lib/services/sign-in/sign-in-limits'
import type { Viewer } from '@/lib/services/viewer'

export type OwnTrustedBrowser = Omit<TrustedBrowserRow, 'browserHash'> & { isThisOne: boolean }

/** The browsers in which the viewer is asked for no code, the most recently used first. */
export async function listOwnTrustedBrowsers(
  viewer: Viewer,
  { deviceToken }: Pick<SignInRequest, 'deviceToken'>,
  now: Date,
): Promise<OwnTrustedBrowser[]> {
  if (viewer.twoFactorEnabledAt === null) return []
  const deviceId = deviceIdIn(deviceToken)
  const own = deviceId === null ? null : hashToken(deviceId)
  const rows = await listTrustedBrowsers(prisma(), viewer.id, now)
  return rows.map(({ browserHash, ...row }) => ({ ...row, isThisOne: browserHash === own }))
}

/**
 * Ends the trust in one of the viewer's browsers, or in all of them. Sessions go on.
 *
 * @param id untrusted; null for all
 * @returns how many; 0 when it is unknown, another user's, or already over
 */
export async function stopTrusting(
  viewer: Viewer,
  id: string | null,
  client: ClientInfo,
  now: Date,
): Promise<number> {
  const userId = viewer.id
  return inTransaction(async (database) => {
    const count =
      id === null
        ? await deleteTrustedBrowsers(database, userId)
        : Number(await deleteTrustedBrowser(database, { userId, id }))
    if (count === 0) return 0
    await recordAuditEvent(
      database,
      {
        ...{ action: 'trusted_browsers_ended', result: 'SUCCESS', details: { count } },
        ...{ actorId: userId, targetId: userId, origin: client },
      },
      now,
    )
    return count
  })
}
