import { createCipheriv, createHash, pbkdf2Sync, scryptSync } from 'node:crypto'
import bcrypt from 'bcryptjs'

/*
 * The password hashes of other systems, computed as they compute them. This file imports only packages,
 * so that `npm run cli -- export` can give a copy of it to the next system.
 */

/**
 * How a digest is made from a password; salts in base64, except bcrypt's.
 *
 * @typedef {(
 *   | { algorithm: 'bcrypt', cost: number, salt: string, prehash?: 'sha256-hex' | undefined }
 *   | { algorithm: 'argon2id' | 'argon2i', memoryKiB: number, passes: number, lanes: number,
 *       salt: string, length: number }
 *   | { algorithm: 'scrypt', n: number, r: number, p: number, salt: string, length: number,
 *       normalize?: 'NFKC' | undefined, keystream?: true | undefined }
 *   | { algorithm: 'pbkdf2', hash: 'sha1' | 'sha256' | 'sha512', iterations: number, salt: string,
 *       length: number }
 * )} Derivation
 */

/** After the algorithm, version, cost and salt of a bcrypt hash. */
const BCRYPT_DIGEST_AT = 29

/**
 * Computes a digest, synchronously for all but argon2: call it on a thread of its own.
 *
 * @param {string} password as typed: what is normalised is normalised as the other system did it
 * @param {Derivation} derivation within the bounds of imported-hash.ts
 * @returns {Promise<Buffer>}
 */
export async function derive(password, derivation) {
  switch (derivation.algorithm) {
    case 'bcrypt':
      return bcryptDigest(password, derivation)
    case 'pbkdf2': {
      const { hash, iterations, salt, length } = derivation
      return pbkdf2Sync(password, Buffer.from(salt, 'base64'), iterations, length, hash)
    }
    case 'scrypt':
      return scryptDigest(password, derivation)
    default:
      return argon2Digest(password, derivation)
  }
}

/**
 * @param {string} password
 * @param {Extract<Derivation, { algorithm: 'bcrypt' }>} derivation
 */
function bcryptDigest(password, { cost, salt, prehash }) {
  const secret =
    prehash === undefined ? password : createHash('sha256').update(password).digest('hex')
  const hash = bcrypt.hashSync(secret, `$2b$${String(cost).padStart(2, '0')}$${salt}`)
  return Buffer.from(hash.slice(BCRYPT_DIGEST_AT), 'latin1')
}

/**
 * @param {string} password
 * @param {Extract<Derivation, { algorithm: 'scrypt' }>} derivation
 */
function scryptDigest(password, { n, r, p, salt, length, normalize, keystream }) {
  const secret = normalize === undefined ? password : password.normalize(normalize)
  // A megabyte for what OpenSSL needs beside the blocks.
  const maxmem = 128 * r * (n + p) + 2 ** 20
  const digest = scryptSync(secret, Buffer.from(salt, 'base64'), length, { N: n, r, p, maxmem })
  return keystream === true ? keystreamOf(digest, length) : digest
}

/**
 * Firebase encrypts a constant with a key from scrypt. What that adds to the constant is the key's own,
 * so the constant, which is Firebase's secret, need not be kept.
 *
 * @param {Buffer} digest
 * @param {number} length
 */
function keystreamOf(digest, length) {
  const cipher = createCipheriv('aes-256-ctr', digest.subarray(0, 32), Buffer.alloc(16))
  return cipher.update(Buffer.alloc(length))
}

/**
 * @param {string} password
 * @param {Extract<Derivation, { algorithm: 'argon2id' | 'argon2i' }>} derivation
 */
async function argon2Digest(password, { algorithm, memoryKiB, passes, lanes, salt, length }) {
  // Loaded when the first such hash is met, never before.
  const argon2 = await import('hash-wasm')
  const digest = await argon2[algorithm]({
    ...{ password, salt: Buffer.from(salt, 'base64'), parallelism: lanes, iterations: passes },
    ...{ memorySize: memoryKiB, hashLength: length, outputType: 'binary' },
  })
  return Buffer.from(digest)
}
