import { randomUUID } from 'node:crypto'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { pool } from '@/lib/data/database/pool'
import { prisma } from '@/lib/data/database/prisma'
import { later } from '@/lib/domain/time'
import { sealAuditEvents } from '@/lib/services/audit/audit-seal'

export const NOON = new Date('2026-03-01T12:00:00Z')
const ORIGIN = { address: '203.0.113.7', userAgent: 'test' }

/** What a database owner can do: disable the triggers and change anything. */
export async function asOwner(...statements: string[]) {
  const client = await pool().connect()
  try {
    await client.query('BEGIN')
    for (const table of ['audit_events', 'audit_seals']) {
      await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
    }
    for (const statement of statements) await client.query(statement)
    for (const table of ['audit_events', 'audit_seals']) {
      await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
    }
    await client.query('COMMIT')
  } finally {
    client.release()
  }
}

/** Empties the log despite its triggers. */
export const emptyLog = () =>
  asOwner('TRUNCATE audit_events', 'TRUNCATE audit_seals', 'TRUNCATE audit_unsealed, audit_origins')

/** Records events about one account, a second apart. @returns the account */
export async function record(count: number, firstAt = NOON) {
  const targetId = randomUUID()
  for (let made = 0; made < count; made += 1) {
    const event = { action: 'authn_login_fail', result: 'FAILURE', actorId: null } as const
    const details = { reason: 'wrong_password', made, again: made % 2 === 0 }
    await recordAuditEvent(
      prisma(),
      { ...event, targetId, details, origin: ORIGIN },
      later(firstAt, made * 1000),
    )
  }
  return targetId
}

/** @returns the head of the chain */
export async function sealAll() {
  let head = null
  for (;;) {
    const round = await sealAuditEvents(head, NOON)
    head = round.head
    if (round.sealed === 0) return head
  }
}

/** Records events and seals them. @returns the head */
export async function sealed(count: number, firstAt = NOON) {
  await record(count, firstAt)
  await sealAll()
  return newestSeal()
}

export async function newestSeal() {
  const head = await prisma().auditSeal.findFirstOrThrow({ orderBy: { position: 'desc' } })
  return { position: head.position, seal: head.seal }
}

/** SQL that selects the event at a position in the chain. */
export const at = (position: number) =>
  `(SELECT "eventId" FROM audit_seals WHERE position = ${position})`
