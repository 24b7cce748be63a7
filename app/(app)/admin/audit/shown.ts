import type { ShownAuditEvent } from '@/components/admin/audit-event-row'
import type { ShownPerson } from '@/components/admin/person-name'
import { describeEvent } from '@/lib/domain/audit/activity-sentences'
import { eventMarks } from '@/lib/domain/audit/event-marks'
import { describeDevice } from '@/lib/domain/sessions/device'
import type { AuditList } from '@/lib/services/audit/audit-listing'

/** An event as the page's components take it. */
export function shownEvent(event: AuditList['events'][number]): ShownAuditEvent {
  const { id, at, action, result, note, address, userAgent, details } = event
  return {
    ...{ id, action, result, note, address },
    ...describeEvent(event),
    ...eventMarks(details),
    atIso: at.toISOString(),
    target: person(event.targetId, event.targetName, event.targetUsername),
    actor: person(event.actorId, event.actorName, event.actorUsername),
    device: userAgent === null ? null : describeDevice(userAgent),
    details: details === null ? '{}' : JSON.stringify(details),
  }
}

function person(
  id: string | null,
  name: string | null,
  username: string | null,
): ShownPerson | null {
  if (id === null) return null
  return { id, account: name === null || username === null ? null : { name, username } }
}
