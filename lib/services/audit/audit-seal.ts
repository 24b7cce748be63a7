import { auditKeys, sealEvent } from '@/lib/crypto/audit-chain'
import {
  addSeals,
  findAuditHead,
  isAnyUnsealed,
  listUnsealedEvents,
  tryLockAuditChain,
  type Seal,
} from '@/lib/data/audit/audit-seals'
import { afterCommit, inTransaction, prisma } from '@/lib/data/database/prisma'
import { log } from '@/lib/platform/log'

const BATCH = 500

/** The newest seal of the chain: whoever keeps it elsewhere can tell later whether it was cut. */
export type AuditHead = { position: bigint; seal: string }

export type SealingRound = { sealed: number; head: AuditHead | null }

/** A head as it is logged, and handed to a verification: `1204:Vx0…`. */
export function auditHeadText({ position, seal }: AuditHead): string {
  return `${position}:${seal}`
}

/** @returns null for a text that {@link auditHeadText} cannot have made */
export function parseAuditHead(text: string): AuditHead | null {
  const [, position, seal] = /^(\d{1,18}):([A-Za-z0-9_-]{43})$/.exec(text.trim()) ?? []
  return position && seal ? { position: BigInt(position), seal } : null
}

/**
 * Seals what has been committed since the last round, in one transaction of its own, so that the
 * chain makes no other transaction wait. One process at a time; the others find it taken and rest.
 *
 * The new head goes to the log, out of reach of whoever holds the database.
 *
 * @param known the head as this process last saw it: a chain that ends before it has been cut, which
 *   is logged as an error
 * @returns what was sealed; 0 also when somebody else is at it
 */
export async function sealAuditEvents(known: AuditHead | null, now: Date): Promise<SealingRound> {
  if (!(await isAnyUnsealed(prisma()))) return { sealed: 0, head: known }
  return inTransaction(async (database) => {
    if (!(await tryLockAuditChain(database))) return { sealed: 0, head: known }
    const before = await findAuditHead(database)
    if (known && isCut(known, before)) {
      log.error({ event: 'audit_chain_cut', head: auditHeadText(known) })
    }
    const events = await listUnsealedEvents(database, BATCH)
    const seals = sealsOver(events, before)
    const head = seals.at(-1) ?? before
    if (seals.length === 0 || !head) return { sealed: 0, head }
    await addSeals(database, seals, now)
    afterCommit(database, () => {
      log.info({ event: 'audit_sealed', count: seals.length, head: auditHeadText(head) })
    })
    return { sealed: seals.length, head: { position: head.position, seal: head.seal } }
  })
}

function isCut(known: AuditHead, found: AuditHead | null): boolean {
  if (!found || found.position < known.position) return true
  return found.position === known.position && found.seal !== known.seal
}

function sealsOver(
  events: Awaited<ReturnType<typeof listUnsealedEvents>>,
  head: AuditHead | null,
): Seal[] {
  const [{ name, key }] = auditKeys()
  let { position, seal: previous } = head ?? { position: 0n, seal: '' }
  return events.map((event) => {
    position += 1n
    previous = sealEvent(key, { position, previous }, event)
    return { position, eventId: event.id, keyName: name, seal: previous }
  })
}
