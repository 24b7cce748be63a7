import { auditKeys, sealPruning } from '@/lib/crypto/audit-chain'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import {
  listSealedRows,
  lockAuditChain,
  removePrunedEvents,
  type SealedRow,
} from '@/lib/data/audit/audit-seals'
import { inTransaction } from '@/lib/data/database/prisma'
import { verifyAuditLog, type AuditVerification } from './audit-verify'

const BATCH = 2000

export type Pruning =
  | { pruned: true; removed: number }
  /** The log does not verify: pruning it would destroy evidence. */
  | { pruned: false; verification: AuditVerification }

/**
 * Deletes the oldest events, up to the first one that is not older than `before`, with their client
 * info. Nothing else deletes events. Each batch is recorded as an event with a proof that lets the
 * chain start after it, so the rest can still be verified.
 *
 * @param before exclusive: events at this time or later stay
 */
export async function pruneAuditLog(before: Date, now: Date): Promise<Pruning> {
  const verification = await verifyAuditLog()
  if (!verification.isIntact) return { pruned: false, verification }
  let removed = 0
  for (;;) {
    const count = await pruneBatch(before, now)
    if (count === 0) return { pruned: true, removed }
    removed += count
  }
}

async function pruneBatch(before: Date, now: Date): Promise<number> {
  return inTransaction(async (database) => {
    await lockAuditChain(database)
    const rows = await listSealedRows(database, 0n, BATCH)
    const old = oldEvents(rows, before)
    const last = old.at(-1)
    if (!last) return 0
    const [{ name, key }] = auditKeys()
    await removePrunedEvents(
      database,
      old.map(({ eventId }) => eventId),
      last.position,
    )
    const details = {
      before: before.toISOString(),
      removed: old.length,
      through: Number(last.position),
      keyName: name,
      proof: sealPruning(key, last.position, last.seal),
    }
    const system = { actorId: null, targetId: null }
    await recordAuditEvent(
      database,
      { action: 'audit_pruned', result: 'SUCCESS', ...system, details },
      now,
    )
    return old.length
  })
}

/** The events to delete: from the start of the chain, without the seal left by an earlier pruning. */
function oldEvents(rows: readonly SealedRow[], before: Date): SealedRow[] {
  const kept = rows.filter(({ event }) => event !== null)
  const end = kept.findIndex(({ event }) => event !== null && event.at >= before)
  return end === -1 ? kept : kept.slice(0, end)
}
