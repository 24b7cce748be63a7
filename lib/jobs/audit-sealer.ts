import { seconds } from '@/lib/domain/time'
import { repeat, type Repeated } from '@/lib/platform/repeat'
import { sealAuditEvents, type AuditHead } from '@/lib/services/audit/audit-seal'
import { atShutdown } from '@/lib/platform/shutdown-work'

/** An event is out of reach of whoever changes rows this long after its commit, at most. */
const RHYTHM = { pollMs: seconds(2), restMs: seconds(5), wakeMs: seconds(1) }

const SEALER = Symbol.for('latchkey.audit-sealer')
type Global = typeof globalThis & { [SEALER]?: Repeated }

/**
 * Starts this process's sealer; a second call does nothing. Any number of processes may run one: the
 * chain is taken by one of them at a time.
 */
export function startAuditSealer(): void {
  const shared = globalThis as Global
  if (shared[SEALER]) return
  let known: AuditHead | null = null
  const sealer = repeat('audit_sealer_failed', RHYTHM, async () => {
    const round = await sealAuditEvents(known, new Date())
    known = round.head
    return round.sealed > 0
  })
  shared[SEALER] = sealer
  atShutdown(async () => {
    delete shared[SEALER]
    await sealer.stop()
  })
}
