import { auditCursorText, type AuditCursor, type AuditQuestion } from './audit-listing'

/** The path of the page that starts after `cursor`. */
export function auditPath(question: AuditQuestion, cursor: AuditCursor | null): string {
  const { action, result, person, from, to } = question
  const query = new URLSearchParams({
    ...(action === null ? {} : { action }),
    ...(result === null ? {} : { result }),
    ...(person === '' ? {} : { person }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(cursor === null ? {} : { before: auditCursorText(cursor) }),
  }).toString()
  return query === '' ? '/admin/audit' : `/admin/audit?${query}`
}
