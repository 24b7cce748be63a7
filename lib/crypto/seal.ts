import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { purposeKey, purposeKeys, type KeyPurpose } from './purpose-key'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Encrypts and authenticates a text with the first key of a purpose.
 *
 * @returns base64url of nonce, tag and ciphertext, different each time
 * @see NIST SP 800-38D: a random 96-bit nonce serves a key for 2^32 messages
 */
export function seal(purpose: KeyPurpose, text: string, secrets?: readonly string[]): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, purposeKey(purpose, secrets), nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/**
 * Decrypts the result of {@link seal} with any key of the purpose.
 *
 * @returns null when it was altered, was not sealed here, or its secret was retired; never throws
 */
export function unseal(
  purpose: KeyPurpose,
  sealed: string,
  secrets?: readonly string[],
): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null
  for (const key of purposeKeys(purpose, secrets)) {
    const text = open(key, bytes)
    if (text !== null) return text
  }
  return null
}

function open(key: Buffer, bytes: Buffer): string | null {
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAuthTag(tag)
  try {
    const start = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES))
    return Buffer.concat([start, decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
