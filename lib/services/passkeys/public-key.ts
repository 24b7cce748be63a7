import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { cose, decodeCredentialPublicKey } from '@simplewebauthn/server/helpers'

const { COSEKEYS, COSEALG, COSEKTY, COSECRV } = cose

const RSA_BITS = { min: 2048, max: 8192 }
/** Larger ones only make every signature slow to check. */
const RSA_EXPONENT_MAX = 0xffffffffn

/**
 * Whether signatures can be checked with a COSE public key: one of the algorithms that are offered, with
 * the type, curve and numbers it takes.
 *
 * @throws for what is no key at all
 */
export function isUsablePublicKey(publicKey: Uint8Array<ArrayBuffer>): boolean {
  const key: ReadonlyMap<number, unknown> = decodeCredentialPublicKey(publicKey) as never
  const jwk = jwkOf(key)
  if (!jwk) return false
  const imported = createPublicKey({ key: jwk, format: 'jwk' })
  return imported.asymmetricKeyType !== 'rsa' || isSoundRsa(imported)
}

function jwkOf(key: ReadonlyMap<number, unknown>): JsonWebKey | null {
  const kty = key.get(COSEKEYS.kty)
  const crv = key.get(COSEKEYS.crv)
  switch (key.get(COSEKEYS.alg)) {
    case COSEALG.ES256:
      if (kty !== COSEKTY.EC2 || crv !== COSECRV.P256) return null
      return {
        ...{ kty: 'EC', crv: 'P-256' },
        ...{ x: base64url(key.get(COSEKEYS.x)), y: base64url(key.get(COSEKEYS.y)) },
      }
    case COSEALG.EdDSA:
      if (kty !== COSEKTY.OKP || crv !== COSECRV.ED25519) return null
      return { kty: 'OKP', crv: 'Ed25519', x: base64url(key.get(COSEKEYS.x)) }
    case COSEALG.RS256:
      if (kty !== COSEKTY.RSA) return null
      return {
        kty: 'RSA',
        ...{ n: base64url(key.get(COSEKEYS.n)), e: base64url(key.get(COSEKEYS.e)) },
      }
    default:
      return null
  }
}

function base64url(value: unknown): string {
  if (!(value instanceof Uint8Array)) throw new TypeError('The key lacks a number.')
  return Buffer.from(value).toString('base64url')
}

function isSoundRsa({ asymmetricKeyDetails: details }: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 0n } = details ?? {}
  const isLongEnough = modulusLength >= RSA_BITS.min && modulusLength <= RSA_BITS.max
  return isLongEnough && publicExponent > 1n && publicExponent <= RSA_EXPONENT_MAX
}
