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
  /** Removing rows of a log that does not verify would remove the evidence with them. */
  | { pruned: false; verification: AuditVerification }

/**
 * Takes the oldest events out of the log: all before the first one that is not older than `before`.
 * The only way out of it. Each batch is recorded as an event of its own, with a proof that lets the
 * chain begin after it, so what is left can be verified as before. Their addresses and devices go too.
 *
 * @param before events of this moment and later stay
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

/** The beginning of the chain, without the seal an earlier pruning has left, up to the first to stay. */
function oldEvents(rows: readonly SealedRow[], before: Date): SealedRow[] {
  const kept = rows.filter(({ event }) => event !== null)
  const end = kept.findIndex(({ event }) => event !== null && event.at >= before)
  return end === -1 ? kept : kept.slice(0, end)
}
