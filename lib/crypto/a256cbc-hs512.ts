import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto'

/*
 * AES-256-CBC with HMAC-SHA-512, the authenticated encryption of Auth.js's tokens.
 * RFC 7518, section 5.2.5; tested with the vectors of its appendix B.3.
 */

const CIPHER = 'aes-256-cbc'
const HALF_KEY_BYTES = 32
const IV_BYTES = 16
const TAG_BYTES = 32

export type Key = { mac: Buffer; encryption: Buffer }
export type Sealed = { iv: Buffer; text: Buffer; tag: Buffer }

/** @param bytes 64: the first half authenticates, the second encrypts */
export function keyFrom(bytes: Buffer): Key {
  return { mac: bytes.subarray(0, HALF_KEY_BYTES), encryption: bytes.subarray(HALF_KEY_BYTES) }
}

/** @param header authenticated, not encrypted; ASCII. @param iv 16 bytes, never used twice */
export function encrypt(key: Key, header: string, iv: Buffer, plain: Buffer): Sealed {
  const cipher = createCipheriv(CIPHER, key.encryption, iv)
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return { iv, text, tag: tagOf(key, header, iv, text) }
}

/** @returns null for anything not encrypted with this key and header; never throws */
export function decrypt(key: Key, header: string, { iv, text, tag }: Sealed): Buffer | null {
  if (iv.length !== IV_BYTES || tag.length !== TAG_BYTES) return null
  // Before decrypting, so that an altered text never reveals whether its padding is valid.
  if (!timingSafeEqual(tag, tagOf(key, header, iv, text))) return null
  try {
    const decipher = createDecipheriv(CIPHER, key.encryption, iv)
    return Buffer.concat([decipher.update(text), decipher.final()])
  } catch {
    return null
  }
}

/** Over header, iv, text and the header's length in bits. */
function tagOf(key: Key, header: string, iv: Buffer, text: Buffer): Buffer {
  const headerBits = Buffer.alloc(8)
  headerBits.writeBigUInt64BE(BigInt(header.length * 8))
  const mac = createHmac('sha512', key.mac).update(header).update(iv).update(text)
  return mac.update(headerBits).digest().subarray(0, TAG_BYTES)
}
