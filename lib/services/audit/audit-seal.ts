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

/** The newest seal of the chain. Stored elsewhere, it reveals later whether the chain was cut. */
export type AuditHead = { position: bigint; seal: string }

export type SealingRound = { sealed: number; head: AuditHead | null }

/** The head as text, for the log and for verification: `1204:Vx0…`. */
export function auditHeadText({ position, seal }: AuditHead): string {
  return `${position}:${seal}`
}

/** @returns null unless the text has the form that {@link auditHeadText} produces */
export function parseAuditHead(text: string): AuditHead | null {
  const [, position, seal] = /^(\d{1,18}):([A-Za-z0-9_-]{43})$/.exec(text.trim()) ?? []
  return position && seal ? { position: BigInt(position), seal } : null
}

/**
 * Seals the events committed since the last round, in a transaction of its own, so that no other
 * transaction waits for the chain. One process at a time does this; the others skip the round.
 *
 * The new head is logged, so that an attacker who controls the database cannot change it.
 *
 * @param known the head this process saw last: a chain that ends before it was cut, which is logged as
 *   an error
 * @returns how many were sealed; 0 also while another process is sealing
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
