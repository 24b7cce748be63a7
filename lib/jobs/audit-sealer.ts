import { seconds } from '@/lib/domain/time'
import { processWide } from '@/lib/platform/process-wide'
import { repeat } from '@/lib/platform/repeat'
import { sealAuditEvents, type AuditHead } from '@/lib/services/audit/audit-seal'
import { atShutdown } from '@/lib/platform/shutdown-work'

/** An event is out of reach of whoever changes rows this long after its commit, at most. */
const RHYTHM = { pollMs: seconds(2), restMs: seconds(5), wakeMs: seconds(1) }

const sealer = processWide('audit-sealer', startSealing)

/**
 * Starts this process's sealer; a second call does nothing. Any number of processes may run one: the
 * chain is taken by one of them at a time.
 */
export function startAuditSealer(): void {
  sealer.get()
}

function startSealing() {
  let known: AuditHead | null = null
  const started = repeat('audit_sealer_failed', RHYTHM, async () => {
    const round = await sealAuditEvents(known, new Date())
    known = round.head
    return round.sealed > 0
  })
  atShutdown(async () => {
    await sealer.take()?.stop()
  })
  return started
}
