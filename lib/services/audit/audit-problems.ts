/** How many a verification lists; it counts them all. */
const MAX_PROBLEMS = 100

export type AuditProblemKind =
  /** The event differs from what was sealed. */
  | 'event_changed'
  /** Its address or user agent differs from what was recorded. Deleted client info is fine. */
  | 'origin_changed'
  /** Its client info was deleted, although the account it belongs to still exists. */
  | 'origin_missing'
  /** Its reason differs from what was recorded. */
  | 'note_changed'
  /** Its reason was deleted, although the account it is about still exists. */
  | 'note_missing'
  /** A sealed or queued event is missing. */
  | 'event_missing'
  /** A seal in the middle of the chain is missing. */
  | 'seal_missing'
  /** An event is neither sealed nor queued. */
  | 'event_unsealed'
  /** The chain starts later than any recorded pruning explains. */
  | 'beginning_missing'
  /** The expected head is not in the chain: the end was cut off or rewritten. */
  | 'head_missing'
  /** Sealed with a key that is no longer in `AUDIT_SECRET` (or `AUTH_SECRET`). */
  | 'key_unknown'

export type AuditProblem = {
  kind: AuditProblemKind
  /** Its position in the chain; null when it has none. */
  position: bigint | null
  eventId: string | null
}

/** What a verification found: the first problems, and the number of all. */
export class ProblemList {
  readonly first: AuditProblem[] = []
  count = 0
  unknownKeys = 0

  add(kind: AuditProblemKind, position: bigint | null, eventId: string | null): void {
    this.count += 1
    if (kind === 'key_unknown') this.unknownKeys += 1
    if (this.first.length < MAX_PROBLEMS) this.first.push({ kind, position, eventId })
  }
}
