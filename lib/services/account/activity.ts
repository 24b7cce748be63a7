import type { Viewer } from '@/lib/services/viewer'
import { listEventsAbout } from '@/lib/data/audit/audit-events'
import { prisma } from '@/lib/data/database/prisma'
import { REDUNDANT_ACTIONS } from '@/lib/domain/audit/activity-sentences'
import type { AuditCursor } from '@/lib/domain/audit/audit-listing'

export const ACTIVITY_PAGE_SIZE = 25

export type ActivityPage = {
  events: ActivityEvent[]
  /** The cursor of the next page; null on the last page. */
  next: AuditCursor | null
}

type ActivityEvent = {
  id: string
  at: Date
  action: string
  result: 'SUCCESS' | 'FAILURE'
  details: unknown
  isByAdministrator: boolean
  /** Null when it is no longer stored, or belongs to an administrator. */
  origin: { address: string; userAgent: string } | null
}

/** Events about the viewer's own account, newest first. */
export async function listActivity(
  viewer: Viewer,
  cursor: AuditCursor | null,
): Promise<ActivityPage> {
  // One extra row shows whether there is another page.
  const rows = await listEventsAbout(
    prisma(),
    viewer.id,
    REDUNDANT_ACTIONS,
    cursor,
    ACTIVITY_PAGE_SIZE + 1,
  )
  const events = rows.slice(0, ACTIVITY_PAGE_SIZE).map((row) => {
    const { id, at, action, result, details, actorId, address, userAgent } = row
    const isByAdministrator = actorId !== null && actorId !== viewer.id
    const isKept = !isByAdministrator && address !== null && userAgent !== null
    const origin = isKept ? { address, userAgent } : null
    return { id, at, action, result, details, isByAdministrator, origin }
  })
  const last = events.at(-1)
  return {
    events,
    next: rows.length > ACTIVITY_PAGE_SIZE && last ? { at: last.at, id: last.id } : null,
  }
}
