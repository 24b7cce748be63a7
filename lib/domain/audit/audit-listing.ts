import type { AuditAction } from './audit-actions'

/** What an administrator looks for in the audit log. Null leaves a question open. */
export type AuditQuestion = {
  action: AuditAction | null
  result: 'SUCCESS' | 'FAILURE' | null
  /** A username, an email or an id, as typed; empty for everybody. */
  person: string
  /** Days such as 2026-03-01, in UTC, both included. */
  from: string | null
  to: string | null
}

/** The last event of the page before. */
export type AuditPlace = { at: Date; id: string }

const PLACE = /^(\d{1,13})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export function placeText({ at, id }: AuditPlace): string {
  return `${at.getTime()}.${id}`
}

/** @returns null for a text that {@link placeText} cannot have made: then the list begins anew */
export function parsePlace(text: unknown): AuditPlace | null {
  const [, atMs, id] = typeof text === 'string' ? (PLACE.exec(text) ?? []) : []
  if (!atMs || !id) return null
  return { at: new Date(Number(atMs)), id }
}

/** The address of the page of the log that begins after `place`. */
export function auditPath(question: AuditQuestion, place: AuditPlace | null): string {
  const { action, result, person, from, to } = question
  const query = new URLSearchParams({
    ...(action === null ? {} : { action }),
    ...(result === null ? {} : { result }),
    ...(person === '' ? {} : { person }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(place === null ? {} : { before: placeText(place) }),
  }).toString()
  return query === '' ? '/admin/audit' : `/admin/audit?${query}`
}
