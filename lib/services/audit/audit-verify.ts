import { auditKeys, sealEvent, sealPruning } from '@/lib/crypto/audit-chain'
import { isSame } from '@/lib/crypto/is-same'
import { digestOfNote, digestOfOrigin, NOTE_DIGEST } from '@/lib/data/audit/audit-log'
import {
  countUnsealed,
  findUnqueuedEvents,
  listMissingNotes,
  listMissingOrigins,
  listNotes,
  listOrigins,
  listPruningProofs,
  listSealedRows,
  type SealedRow,
} from '@/lib/data/audit/audit-seals'
import { prisma } from '@/lib/data/database/prisma'
import { ProblemList, type AuditProblem } from './audit-problems'
import { auditHeadText, type AuditHead } from './audit-seal'

const BATCH = 2000
const BEFORE_ALL_IDS = '00000000-0000-0000-0000-000000000000'

export type AuditVerification = {
  isIntact: boolean
  /** The number of events in the chain. */
  sealed: number
  /** The number of events not sealed yet: a few seconds old while a server runs. */
  waiting: number
  /** The last pruned position; 0 when nothing was pruned. */
  prunedThrough: bigint
  /** Keep it elsewhere and pass it to the next verification. Null while nothing is sealed. */
  head: string | null
  /** Whether the expected head was found; null when none was given or it was pruned. */
  isHeadFound: boolean | null
  /** At most the first hundred. */
  problems: AuditProblem[]
  problemCount: number
  /** How many of them are kind `key_unknown`. */
  unknownKeyCount: number
}

/**
 * Verifies every seal, every event and all stored client info. It reads in batches, so it may run while
 * servers are running, but not during a pruning.
 *
 * @param expectedHead a head that was logged or printed earlier. Without it, a chain whose end was cut
 *   off cleanly is indistinguishable from one that was never longer
 */
export async function verifyAuditLog(
  expectedHead: AuditHead | null = null,
): Promise<AuditVerification> {
  const found = new ProblemList()
  const chain = await walkChain(expectedHead, found)
  const { waiting, missing } = await countUnsealed(prisma())
  for (const eventId of missing) found.add('event_missing', null, eventId)
  await findUnsealed(found)
  const isHeadFound = judgeHead(expectedHead, chain)
  if (isHeadFound === false) found.add('head_missing', expectedHead?.position ?? null, null)
  return {
    isIntact: found.count === 0,
    sealed: chain.sealed,
    waiting,
    prunedThrough: chain.prunedThrough,
    head: chain.head && auditHeadText(chain.head),
    isHeadFound,
    problems: found.first,
    problemCount: found.count,
    unknownKeyCount: found.unknownKeys,
  }
}

type Chain = {
  sealed: number
  prunedThrough: bigint
  head: AuditHead | null
  isExpectedSeen: boolean
}

async function walkChain(expected: AuditHead | null, found: ProblemList): Promise<Chain> {
  const chain: Chain = { sealed: 0, prunedThrough: 0n, head: null, isExpectedSeen: false }
  for (;;) {
    const rows = await listSealedRows(prisma(), chain.head?.position ?? 0n, BATCH)
    if (rows.length === 0) return chain
    for (const row of rows) {
      if (chain.head === null) await judgeBeginning(row, chain, found)
      if (row.position !== chain.prunedThrough) judgeLink(row, chain, found)
      chain.head = { position: row.position, seal: row.seal }
      chain.isExpectedSeen ||=
        expected?.position === row.position && isSame(expected.seal, row.seal)
    }
    await judgeOrigins(rows, found)
    await judgeNotes(rows, found)
  }
}

/** The oldest seal: position 1, or the last seal of a pruning, whose event was deleted. */
async function judgeBeginning(row: SealedRow, chain: Chain, found: ProblemList): Promise<void> {
  if (row.event === null && (await isPruned(row))) chain.prunedThrough = row.position
  else if (row.position !== 1n) found.add('beginning_missing', row.position, row.eventId)
}

async function isPruned({ position, seal }: SealedRow): Promise<boolean> {
  const proofs = await listPruningProofs(prisma(), position)
  const keys = auditKeys()
  return proofs.some(({ keyName, proof }) => {
    const key = keys.find(({ name }) => name === keyName)
    return key !== undefined && isSame(proof, sealPruning(key.key, position, seal))
  })
}

function judgeLink(row: SealedRow, chain: Chain, found: ProblemList): void {
  const { position, event, eventId, keyName, seal } = row
  const before = chain.head
  const isFirst = before === null && position === 1n
  const follows = isFirst || (before !== null && position === before.position + 1n)
  chain.sealed += 1
  if (before !== null && !follows) found.add('seal_missing', before.position + 1n, null)
  if (event === null) {
    found.add('event_missing', position, eventId)
    return
  }
  // Without its predecessor this seal cannot be verified; the next one can.
  if (!follows) return
  const key = auditKeys().find(({ name }) => name === keyName)
  if (!key) {
    found.add('key_unknown', position, eventId)
    return
  }
  const link = { position, previous: before?.seal ?? '' }
  if (!isSame(seal, sealEvent(key.key, link, event))) {
    found.add('event_changed', position, eventId)
  }
}

async function judgeOrigins(rows: readonly SealedRow[], found: ProblemList): Promise<void> {
  const events = new Map(rows.map((row) => [row.eventId, row]))
  for (const eventId of await listMissingOrigins(prisma(), [...events.keys()])) {
    found.add('origin_missing', events.get(eventId)?.position ?? null, eventId)
  }
  for (const origin of await listOrigins(prisma(), [...events.keys()])) {
    const row = events.get(origin.eventId)
    const digest = row?.event?.originDigest ?? null
    if (!row?.event || digest === digestOfOrigin(origin.salt, origin)) continue
    found.add('origin_changed', row.position, row.eventId)
  }
}

async function judgeNotes(rows: readonly SealedRow[], found: ProblemList): Promise<void> {
  const events = new Map(rows.map((row) => [row.eventId, row]))
  for (const eventId of await listMissingNotes(prisma(), [...events.keys()])) {
    found.add('note_missing', events.get(eventId)?.position ?? null, eventId)
  }
  for (const { eventId, salt, text } of await listNotes(prisma(), [...events.keys()])) {
    const row = events.get(eventId)
    if (!row?.event || noteDigestOf(row.event.details) === digestOfNote(salt, text)) continue
    found.add('note_changed', row.position, row.eventId)
  }
}

function noteDigestOf(details: unknown): unknown {
  return typeof details === 'object' && details !== null && NOTE_DIGEST in details
    ? details[NOTE_DIGEST]
    : null
}

async function findUnsealed(found: ProblemList): Promise<void> {
  let afterId = BEFORE_ALL_IDS
  for (;;) {
    const page = await findUnqueuedEvents(prisma(), afterId, BATCH)
    if (!page) return
    for (const eventId of page.unqueued) found.add('event_unsealed', null, eventId)
    afterId = page.lastId
  }
}

function judgeHead(expected: AuditHead | null, chain: Chain): boolean | null {
  if (!expected) return null
  if (chain.isExpectedSeen) return true
  return expected.position < chain.prunedThrough ? null : false
}
