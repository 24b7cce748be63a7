import type { AuditAction } from './audit-actions'

/** Filters and order of the audit log. Null does not filter. */
export type AuditQuestion = {
  action: AuditAction | null
  result: 'SUCCESS' | 'FAILURE' | null
  /** Any part of a username, email or name, or an id, as typed; empty for everybody. */
  person: string
  /** Days in UTC such as 2026-03-01, both inclusive. */
  from: string | null
  to: string | null
  order: 'newest' | 'oldest'
  /** Also events that the server caused itself, to show what happens. */
  withSimulated: boolean
}

/** An event next to which a page begins. */
export type AuditCursor = { at: Date; id: string }

/**
 * Where a page begins: after the last event of the page before it, or before the first of the one
 * after.
 */
export type AuditPosition = AuditCursor & { side: 'after' | 'before' }

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
