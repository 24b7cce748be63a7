import { createHmac } from 'node:crypto'
import { env } from '@/lib/env'
import { purposeKeys } from './purpose-key'

const NAME_LENGTH = 12

/** A key with a name, which its seals refer to. */
export type AuditKey = { name: string; key: Buffer }

/** What a seal covers: the whole event, with a digest of its client info. */
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

/** The position of an event in the chain, and the previous seal, which is empty for the first. */
export type Link = { position: bigint; previous: string }

/**
 * The keys of the chain: the first seals, all verify. They come from `AUDIT_SECRET`, so that old seals
 * remain verifiable when a secret of `AUTH_SECRET` is retired; without it, from `AUTH_SECRET`.
 */
export function auditKeys(): [AuditKey, ...AuditKey[]] {
  const keys = purposeKeys('audit-seal', env().AUDIT_SECRET ?? env().AUTH_SECRET)
  const [first, ...others] = keys.map((key) => ({ name: nameOf(key), key }))
  if (!first) throw new Error('AUDIT_SECRET is empty')
  return [first, ...others]
}

/** A fingerprint that identifies a key and reveals nothing about it. */
function nameOf(key: Buffer): string {
  return mac(key, ['name']).slice(0, NAME_LENGTH)
}

/** The seal of an event: an HMAC over its position, the previous seal and all its content. */
export function sealEvent(key: Buffer, { position, previous }: Link, event: SealedEvent): string {
  const { id, at, action, result, actorId, targetId, details, originDigest } = event
  const content = [id, at.toISOString(), action, result, actorId, targetId, originDigest]
  return mac(key, ['seal', String(position), previous, ...content, entriesOf(details)])
}

/** Proves a pruning up to `position`, so that the chain may start after it. Requires the key. */
export function sealPruning(key: Buffer, position: bigint, seal: string): string {
  return mac(key, ['pruned', String(position), seal])
}

/** Sorted, because PostgreSQL does not keep the order of JSON keys. Details are flat. */
function entriesOf(details: unknown): [string, unknown][] {
  const entries = typeof details === 'object' && details !== null ? Object.entries(details) : []
  return entries.sort(([one], [other]) => (one < other ? -1 : 1))
}

function mac(key: Buffer, parts: readonly unknown[]): string {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url')
}
