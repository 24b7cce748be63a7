import { createHash } from 'node:crypto'
import { decodeProtectedHeader, importJWK, jwtVerify, type JWK } from 'jose'

/* The proofs of device bound sessions: https://w3c.github.io/webappsec-dbsc/#format-jwt */

/** What browsers may sign with; `none` and shared secrets are not among them. */
const BINDING_ALGORITHMS = ['ES256', 'RS256'] as const
type Algorithm = (typeof BINDING_ALGORITHMS)[number]

/** The public key of a binding, with nothing but what verifies a signature. */
export type BindingKey =
  | { alg: 'ES256'; kty: 'EC'; crv: 'P-256'; x: string; y: string }
  | { alg: 'RS256'; kty: 'RSA'; n: string; e: string }

const PROOF_TYPE = 'dbsc+jwt'
/** More than any browser sends: an RSA key of 4096 bits, and its signature. */
const MAX_PROOF_CHARACTERS = 4096
/** The one exponent that hardware uses; others only make verifying slow. */
const RSA_EXPONENT = 'AQAB'
/** 2048 to 4096 bits, base64url. */
const RSA_MODULUS = /^[\w-]{342,683}$/
const COORDINATE = /^[\w-]{43}$/

/**
 * Reads the proof of a registration, which is signed with the key it brings.
 *
 * @param proof untrusted
 * @returns the key and the challenge that was signed; null for anything else. Never throws.
 */
export async function readRegistrationProof(
  proof: string,
): Promise<{ key: BindingKey; challenge: string } | null> {
  const key = keyIn(proof)
  const challenge = key && (await readProof(proof, key))
  return challenge ? { key, challenge } : null
}

/**
 * Verifies a proof of possession of a key.
 *
 * @param proof untrusted
 * @returns the challenge that was signed; null for anything else. Never throws.
 */
export async function readProof(proof: string, key: BindingKey): Promise<string | null> {
  if (proof.length > MAX_PROOF_CHARACTERS) return null
  try {
    const publicKey = await importJWK(key, key.alg)
    const { payload } = await jwtVerify(proof, publicKey, {
      algorithms: [key.alg],
      typ: PROOF_TYPE,
    })
    return typeof payload.jti === 'string' ? payload.jti : null
  } catch {
    return null
  }
}

/**
 * What identifies the key that a registration brings (RFC 7638); verifies nothing.
 *
 * @public for an optional part
 * @param proof untrusted
 */
export function readKeyOf(proof: string): { alg: Algorithm; fingerprint: string } | null {
  const key = keyIn(proof)
  if (!key) return null
  const members =
    key.alg === 'ES256'
      ? { crv: key.crv, kty: key.kty, x: key.x, y: key.y }
      : { e: key.e, kty: key.kty, n: key.n }
  const fingerprint = createHash('sha256').update(JSON.stringify(members)).digest('base64url')
  return { alg: key.alg, fingerprint }
}

function keyIn(proof: string): BindingKey | null {
  if (proof.length > MAX_PROOF_CHARACTERS) return null
  try {
    const { alg, jwk } = decodeProtectedHeader(proof)
    return isAlgorithm(alg) && jwk ? keyOf(alg, jwk) : null
  } catch {
    return null
  }
}

function isAlgorithm(alg: unknown): alg is Algorithm {
  return BINDING_ALGORITHMS.some((one) => one === alg)
}

function keyOf(alg: Algorithm, { kty, crv, x, y, n, e }: JWK): BindingKey | null {
  if (alg === 'ES256') {
    const isOnCurve = kty === 'EC' && crv === 'P-256'
    if (!isOnCurve || !isText(x, COORDINATE) || !isText(y, COORDINATE)) return null
    return { alg, kty: 'EC', crv: 'P-256', x, y }
  }
  const isUsual = kty === 'RSA' && e === RSA_EXPONENT
  return isUsual && isText(n, RSA_MODULUS) ? { alg, kty: 'RSA', n, e: RSA_EXPONENT } : null
}

/** A member of a JWK can be of any type of JSON, and a pattern would make text of it. */
function isText(member: unknown, shape: RegExp): member is string {
  return typeof member === 'string' && shape.test(member)
}
