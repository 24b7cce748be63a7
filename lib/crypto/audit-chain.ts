import { createHmac, timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/env'
import { purposeKeys } from './purpose-key'

const NAME_LENGTH = 12

/** Named, so that a seal says which key checks it. */
export type AuditKey = { name: string; key: Buffer }

/** What a seal covers: the whole event, and its origin by digest. */
export type SealedEvent = {
  id: string
  at: Date
  action: string
  result: string
  actorId: string | null
  targetId: string | null
  details: unknown
  originDigest: string | null
}

/** Where an event stands in the chain, and the seal before it; empty before the first. */
export type Link = { position: bigint; previous: string }

/**
 * The keys of the chain: seal with the first, check with any. From `AUDIT_SECRET`, so that retiring a
 * secret of `AUTH_SECRET` need not make old seals uncheckable; from that one when it is not set.
 */
export function auditKeys(): [AuditKey, ...AuditKey[]] {
  const keys = purposeKeys('audit-seal', env().AUDIT_SECRET ?? env().AUTH_SECRET)
  const [first, ...others] = keys.map((key) => ({ name: nameOf(key), key }))
  if (!first) throw new Error('AUDIT_SECRET is empty')
  return [first, ...others]
}

/** A fingerprint of a key: tells keys apart, and nothing about them. */
function nameOf(key: Buffer): string {
  return mac(key, ['name']).slice(0, NAME_LENGTH)
}

/** The seal of an event: an HMAC over its place, the seal before it, and everything it says. */
export function sealEvent(key: Buffer, { position, previous }: Link, event: SealedEvent): string {
  const { id, at, action, result, actorId, targetId, details, originDigest } = event
  const said = [id, at.toISOString(), action, result, actorId, targetId, originDigest]
  return mac(key, ['seal', String(position), previous, ...said, entriesOf(details)])
}

/** Allows the chain to begin after `position`: only whoever holds the key can have pruned up to it. */
export function sealPruning(key: Buffer, position: bigint, seal: string): string {
  return mac(key, ['pruned', String(position), seal])
}

export function isSameSeal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** JSON keeps no order of keys in the database. Details are flat. */
function entriesOf(details: unknown): [string, unknown][] {
  const entries = typeof details === 'object' && details !== null ? Object.entries(details) : []
  return entries.sort(([one], [other]) => (one < other ? -1 : 1))
}

function mac(key: Buffer, parts: readonly unknown[]): string {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url')
}
