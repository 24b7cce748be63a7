import { hkdfSync } from 'node:crypto'
import { env } from '@/lib/env'

/** What a key is for. One purpose's key opens nothing of another's. */
export type KeyPurpose = 'outbox' | 'attempt-counter' | 'device' | 'audit-seal' | 'draft' | 'flow'

const KEY_BYTES = 32
const SALT = 'latchkey'

/**
 * The keys of one purpose, derived from each of `AUTH_SECRET`'s secrets: seal with the first, open
 * with any. That is how secrets rotate: put the new one in front, keep the old one for a while.
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

/** The key new things of this purpose are made with. */
export function purposeKey(
  purpose: KeyPurpose,
  secrets: readonly string[] = env().AUTH_SECRET,
): Buffer {
  const [first] = purposeKeys(purpose, secrets)
  if (!first) throw new Error('AUTH_SECRET is empty')
  return first
}
