import {
  auditCursorText,
  parseAuditCursor,
  type AuditPosition,
  type AuditQuestion,
} from './audit-listing'

/** The question as the parameters of a URL or the fields of a form; nothing for what it does not ask. */
export function auditParameters(question: AuditQuestion): Record<string, string> {
  const { action, result, person, from, to, order, withSimulated } = question
  return {
    ...(action === null ? {} : { action }),
    ...(result === null ? {} : { result }),
    ...(person === '' ? {} : { person }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(order === 'newest' ? {} : { sort: order }),
    ...(withSimulated ? { simulated: 'shown' } : {}),
  }
}

/** The path of the page that begins at `position`. */
export function auditPath(question: AuditQuestion, position: AuditPosition | null): string {
  const query = new URLSearchParams({
    ...auditParameters(question),
    ...(position === null ? {} : { [position.side]: auditCursorText(position) }),
  }).toString()
  return query === '' ? '/admin/audit' : `/admin/audit?${query}`
}

/** The path of one person's events. */
export function personEventsPath(userId: string): string {
  return `/admin/audit?person=${userId}`
}

/** The position that a URL names; null for the first page. */
export function auditPositionOf({ after, before }: Record<string, unknown>): AuditPosition | null {
  const behind = parseAuditCursor(after)
  if (behind) return { side: 'after', ...behind }
  const ahead = parseAuditCursor(before)
  return ahead && { side: 'before', ...ahead }
}
