import { seconds } from '@/lib/domain/time'
import { processWide } from '@/lib/platform/process-wide'
import { repeat } from '@/lib/platform/repeat'
import { sealAuditEvents, type AuditHead } from '@/lib/services/audit/audit-seal'
import { atShutdown } from '@/lib/platform/shutdown-work'

/** `pollMs` limits how long a committed event can be changed unnoticed. */
const INTERVALS = { pollMs: seconds(2), restMs: seconds(5), wakeMs: seconds(1) }

const sealer = processWide('audit-sealer', startSealing)

/**
 * Starts this process's audit sealer; a second call does nothing. Any number of processes may run one:
 * a lock lets one of them at a time extend the chain.
 */
export function startAuditSealer(): void {
  sealer.get()
}

function startSealing() {
  let head: AuditHead | null = null
  const started = repeat('audit_sealer_failed', INTERVALS, async () => {
    const result = await sealAuditEvents(head, new Date())
    head = result.head
    return result.sealed > 0
  })
  atShutdown(async () => {
    await sealer.take()?.stop()
  })
  return started
}
