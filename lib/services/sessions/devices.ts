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
import { revokeUserSessions } from '@/lib/data/sessions/sessions'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/** Few enough to look through; whoever has more ends them together. */
export const DEVICES_A_PAGE = 20

export type DeviceList = {
  current: Device
  /** One page of the others, the last used first. */
  others: Device[]
  otherCount: number
  /** From 1; the last one there is, when a later one was asked for. */
  page: number
  pageCount: number
}

/**
 * Where somebody is signed in.
 *
 * @param asked which page of the other devices, from 1
 */
export async function listDevices(viewer: Viewer, asked: number, now: Date): Promise<DeviceList> {
  const otherCount = await countOtherDevices(prisma(), othersOf(viewer), now)
  const pageCount = Math.max(1, Math.ceil(otherCount / DEVICES_A_PAGE))
  const page = Math.min(Math.max(1, asked), pageCount)
  const others = await listOtherDevices(prisma(), othersOf(viewer), {
    now,
    limit: DEVICES_A_PAGE,
    offset: (page - 1) * DEVICES_A_PAGE,
  })
  const { id, ...session } = viewer.session
  return { current: { deviceId: hashToken(id), ...session }, others, otherCount, page, pageCount }
}

/** Whether it is the one that asks: ending that is a sign-out, with cookies to clear. */
export function isThisDevice(viewer: Viewer, deviceId: string): boolean {
  return deviceId === hashToken(viewer.session.id)
}

/**
 * Ends one session of the viewer. Ending one that is over is fine.
 *
 * @param deviceId from outside
 * @returns false when it is unknown or somebody else's, which look the same
 */
export async function endDevice(
  viewer: Viewer,
  deviceId: string,
  request: ClientInfo,
  now: Date,
): Promise<boolean> {
  return inTransaction(async (database) => {
    const sessionId = await findOwnSessionId(database, { userId: viewer.id, deviceId })
    if (sessionId === null) return false
    if (await revokeOwnSession(database, { userId: viewer.id, sessionId }, now)) {
      await recordEnd(database, viewer, { which: 'one', count: 1 }, request, now)
    }
    return true
  })
}

/** Ends every session of the viewer but this one. @returns how many */
export async function endOtherDevices(
  viewer: Viewer,
  request: ClientInfo,
  now: Date,
): Promise<number> {
  return inTransaction(async (database) => {
    const count = await revokeOtherDevices(database, othersOf(viewer), now)
    if (count > 0) await recordEnd(database, viewer, { which: 'others', count }, request, now)
    return count
  })
}

/** Ends every session of the viewer, this one included. @returns how many */
export async function endAllDevices(
  viewer: ProvenViewer,
  request: ClientInfo,
  now: Date,
): Promise<number> {
  return inTransaction(async (database) => {
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
