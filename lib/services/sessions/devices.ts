import type { ProvenViewer, Viewer } from '@/lib/services/viewer'
import { hashToken } from '@/lib/crypto/random-token'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import {
  countOtherDevices,
  findOwnSessionId,
  listOtherDevices,
  revokeOtherDevices,
  revokeOwnSession,
  type Device,
} from '@/lib/data/sessions/devices'
import { inTransaction, prisma, type Database } from '@/lib/data/database/prisma'
import { lockAccount } from '@/lib/data/users/lock-account'
import { revokeUserSessions } from '@/lib/data/sessions/sessions'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/** Few enough to scan; more can be signed out together. */
export const DEVICES_PER_PAGE = 20

export type DeviceList = {
  current: Device
  /** One page of the others, the most recently used first. */
  others: Device[]
  otherCount: number
  /** From 1; the last page when a later one was requested. */
  page: number
  pageCount: number
}

/**
 * The devices on which the viewer is signed in.
 *
 * @param requestedPage the page of the other devices, from 1
 */
export async function listDevices(
  viewer: Viewer,
  requestedPage: number,
  now: Date,
): Promise<DeviceList> {
  const otherCount = await countOtherDevices(prisma(), othersOf(viewer), now)
  const pageCount = Math.max(1, Math.ceil(otherCount / DEVICES_PER_PAGE))
  const page = Math.min(Math.max(1, requestedPage), pageCount)
  const others = await listOtherDevices(prisma(), othersOf(viewer), {
    now,
    limit: DEVICES_PER_PAGE,
    offset: (page - 1) * DEVICES_PER_PAGE,
  })
  const { id, ...session } = viewer.session
  return { current: { deviceId: hashToken(id), ...session }, others, otherCount, page, pageCount }
}

/** Whether it is the viewer's current device: ending that is a sign-out, which also clears cookies. */
export function isThisDevice(viewer: Viewer, deviceId: string): boolean {
  return deviceId === hashToken(viewer.session.id)
}

/**
 * Ends one session of the viewer. Does nothing if it has already ended.
 *
 * @param deviceId untrusted
 * @returns false when it is unknown or another user's, which are indistinguishable
 */
export async function signOutDevice(
  viewer: Viewer,
  deviceId: string,
  request: ClientInfo,
  now: Date,
): Promise<boolean> {
  return inTransaction(async (database) => {
    await lockAccount(database, viewer.id)
    const sessionId = await findOwnSessionId(database, { userId: viewer.id, deviceId })
    if (sessionId === null) return false
    if (await revokeOwnSession(database, { userId: viewer.id, sessionId }, now)) {
      await recordEnd(database, viewer, { which: 'one', count: 1 }, request, now)
    }
    return true
  })
}

/** Ends every session of the viewer except this one. @returns how many */
export async function signOutOtherDevices(
  viewer: Viewer,
  request: ClientInfo,
  now: Date,
): Promise<number> {
  return inTransaction(async (database) => {
    await lockAccount(database, viewer.id)
    const count = await revokeOtherDevices(database, othersOf(viewer), now)
    if (count > 0) await recordEnd(database, viewer, { which: 'others', count }, request, now)
    return count
  })
}

/** Ends every session of the viewer, this one included. @returns how many */
export async function signOutEverywhere(
  viewer: ProvenViewer,
  request: ClientInfo,
  now: Date,
): Promise<number> {
  return inTransaction(async (database) => {
    await lockAccount(database, viewer.id)
    const count = await revokeUserSessions(database, viewer.id, now)
    await recordEnd(database, viewer, { which: 'all', count }, request, now)
    return count
  })
}

const othersOf = (viewer: Viewer) => ({ userId: viewer.id, exceptSessionId: viewer.session.id })

async function recordEnd(
  database: Database,
  viewer: Viewer,
  details: { which: 'one' | 'others' | 'all'; count: number },
  client: ClientInfo,
  now: Date,
): Promise<void> {
  await recordAuditEvent(
    database,
    {
      ...{ action: 'session_ended', result: 'SUCCESS', details, origin: client },
      ...{ actorId: viewer.id, targetId: viewer.id },
    },
    now,
  )
}
