import { hkdfSync } from 'node:crypto'
import { env } from '@/lib/env'

/** What a key is used for. A key of one purpose cannot decrypt data of another. */
export type KeyPurpose =
  | 'outbox'
  | 'attempt-counter'
  | 'device'
  | 'audit-seal'
  | 'draft'
  | 'flow'
  | 'link'
  | 'two-factor'
  | 'two-factor-step'
  | 'two-factor-setup'
  | 'passkey-challenge'
  | 'session-binding'

const KEY_BYTES = 32
const SALT = 'latchkey'

/**
 * The keys of one purpose, derived from each secret of `AUTH_SECRET`: the first seals, all unseal. To
 * rotate, put a new secret in front and keep the old one for a while.
 *
 * @returns at least one key of 256 bits, in the order of the secrets
 * @see RFC 5869 (HKDF); the purpose is its `info`
 */
export function purposeKeys(
  purpose: KeyPurpose,
  secrets: readonly string[] = env().AUTH_SECRET,
): Buffer[] {
  return secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, SALT, purpose, KEY_BYTES)))
}

/** The key that seals new data of this purpose. */
export function purposeKey(
  purpose: KeyPurpose,
  secrets: readonly string[] = env().AUTH_SECRET,
): Buffer {
  const [first] = purposeKeys(purpose, secrets)
  if (!first) throw new Error('AUTH_SECRET is empty')
  return first
}
