import type { AuditAction } from './audit-actions'

/** Filters for the audit log. Null does not filter. */
export type AuditQuestion = {
  action: AuditAction | null
  result: 'SUCCESS' | 'FAILURE' | null
  /** A username, an email or an id, as typed; empty for everybody. */
  person: string
  /** Days in UTC such as 2026-03-01, both inclusive. */
  from: string | null
  to: string | null
}

/** The last event of the previous page. */
export type AuditCursor = { at: Date; id: string }

const CURSOR = /^(\d{1,13})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export function auditCursorText({ at, id }: AuditCursor): string {
  return `${at.getTime()}.${id}`
}

/** @returns null unless {@link auditCursorText} could have produced the text: the list starts over */
export function parseAuditCursor(text: unknown): AuditCursor | null {
  const [, atMs, id] = typeof text === 'string' ? (CURSOR.exec(text) ?? []) : []
  if (!atMs || !id) return null
  return { at: new Date(Number(atMs)), id }
}
