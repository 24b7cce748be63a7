import { createHmac } from 'node:crypto'
import * as z from 'zod'
import type { Pepper } from '@/lib/password/prehash'

/*
 * Password hashes of other systems, until their owners' next sign-in. They are stored keyed with the
 * pepper, as our own are, so that a stolen table alone allows no guessing of these passwords either.
 *
 * The bounds are those of one sign-in: a hash that costs more would let anybody who knows its owner's
 * email keep a thread busy, so it is refused when it is imported, and again when it is read.
 */

/** 128 MiB: what OWASP and all systems supported here recommend, and a small server has per thread. */
const MAX_MEMORY_KIB = 128 * 1024
/** Memory times passes: 64 MiB in 8 passes. */
const MAX_ARGON2_WORK_KIB = 512 * 1024
/** N · r · p: OWASP's strongest setting twice. */
const MAX_SCRYPT_WORK = 2 ** 21
const BLOCK_BYTES = 128
/** Of one block of output; Django 6 has 1,200,000. */
const MAX_PBKDF2_ITERATIONS = 2_000_000

const DIGEST_BYTES = { sha1: 20, sha256: 32, sha512: 64 } as const

const count = (max: number, min = 1) => z.int().min(min).max(max)
const base64 = (maxBytes: number) =>
  z.base64().refine((text) => Buffer.from(text, 'base64').length <= maxBytes)
/** Under 16 bytes, another password could match by chance. */
const length = count(128, 16)
const salt = base64(1024)

const derivationSchema = z.discriminatedUnion('algorithm', [
  z.strictObject({
    algorithm: z.literal('bcrypt'),
    cost: count(15, 4),
    salt: z.string().regex(/^[./A-Za-z0-9]{22}$/),
    prehash: z.literal('sha256-hex').optional(),
  }),
  z
    .strictObject({
      algorithm: z.literal(['argon2id', 'argon2i']),
      memoryKiB: count(MAX_MEMORY_KIB),
      passes: count(64),
      lanes: count(16),
      salt: salt.refine((text) => Buffer.from(text, 'base64').length >= 8),
      length,
    })
    .refine(({ memoryKiB, passes }) => memoryKiB * passes <= MAX_ARGON2_WORK_KIB)
    .refine(({ memoryKiB, lanes }) => memoryKiB >= 8 * lanes),
  z
    .strictObject({
      algorithm: z.literal('scrypt'),
      n: count(2 ** 20, 2).refine((value) => Number.isInteger(Math.log2(value))),
      r: count(64),
      p: count(64),
      salt,
      length,
      normalize: z.literal('NFKC').optional(),
      keystream: z.literal(true).optional(),
    })
    .refine(({ n, r, p }) => n * r * p <= MAX_SCRYPT_WORK)
    .refine(({ n, r, p }) => BLOCK_BYTES * r * (n + p) <= (MAX_MEMORY_KIB + 1024) * 1024)
    .refine(({ length: bytes, keystream }) => keystream !== true || bytes >= 32),
  z
    .strictObject({
      algorithm: z.literal('pbkdf2'),
      hash: z.enum(['sha1', 'sha256', 'sha512']),
      iterations: count(MAX_PBKDF2_ITERATIONS),
      salt,
      length,
    })
    .refine(
      ({ hash, iterations, length: bytes }) =>
        iterations * Math.ceil(bytes / DIGEST_BYTES[hash]) <= MAX_PBKDF2_ITERATIONS,
    ),
])

/** How the digest of an imported hash is computed. */
export type Derivation = z.infer<typeof derivationSchema>

/** A hash as another system has it. */
export type ForeignHash = { derivation: Derivation; digest: Buffer }

/** @returns null when it is malformed, or costs more than one sign-in may */
export function boundedDerivation(derivation: unknown): Derivation | null {
  return derivationSchema.safeParse(derivation).data ?? null
}

/** A digest keyed with a pepper. The NUL keeps it apart from what `prehash` makes of a password. */
function keyedDigest(digest: Buffer, pepper: Pepper): string {
  const keyed = createHmac('sha384', pepper.secret).update('imported\0').update(digest)
  return keyed.digest('base64')
}

/** The text that is stored for an imported hash. */
export function storedImport({ derivation, digest }: ForeignHash, pepper: Pepper): string {
  return JSON.stringify({ ...derivation, digest: keyedDigest(digest, pepper) })
}

/** @returns null when it is not a text of {@link storedImport} */
export function readStoredImport(text: string): { derivation: Derivation; keyed: string } | null {
  try {
    const { digest, ...rest } = JSON.parse(text) as Record<string, unknown>
    const derivation = boundedDerivation(rest)
    return derivation === null || typeof digest !== 'string' ? null : { derivation, keyed: digest }
  } catch {
    return null
  }
}
