import { createHash, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import type { JWT, JWTDecodeParams, JWTEncodeParams } from 'next-auth/jwt'
import { decrypt, encrypt, keyFrom, type Key } from '@/lib/crypto/a256cbc-hs512'
import { MS_PER_SECOND } from '@/lib/domain/time'

/*
 * The encrypted token of Auth.js, byte for byte, but with synchronous node:crypto instead of WebCrypto,
 * which takes about ten round trips to the thread pool. `dir` with A256CBC-HS512, a key per secret by
 * HKDF, the key's thumbprint as `kid`. See RFC 7516, RFC 7518 5.2.5, RFC 7638 and docs/decisions.
 */

const ALGORITHM = 'dir'
const ENCRYPTION = 'A256CBC-HS512'
const KEY_BYTES = 64
const IV_BYTES = 16
/** Allows for clock skew between servers, as Auth.js does. */
const CLOCK_TOLERANCE_SECONDS = 15

type NamedKey = Key & { id: string }

const keys = new Map<string, NamedKey>()

/** @param params.maxAge seconds until the token expires */
export function encodeSessionToken({ token, secret, salt, maxAge = 0 }: JWTEncodeParams): string {
  const key = keyOf([secret].flat()[0] ?? '', salt)
  const issuedAt = Math.floor(Date.now() / MS_PER_SECOND)
  const claims = { ...token, iat: issuedAt, exp: issuedAt + maxAge, jti: randomUUID() }
  const header = encodeJson({ alg: ALGORITHM, enc: ENCRYPTION, kid: key.id })
  const plain = Buffer.from(JSON.stringify(claims))
  const { iv, text, tag } = encrypt(key, header, randomBytes(IV_BYTES), plain)
  return [header, '', ...[iv, text, tag].map((part) => part.toString('base64url'))].join('.')
}

/**
 * @returns null for a token that is altered, of another format, for another secret or name, or expired.
 *   Never throws.
 */
export function decodeSessionToken({ token = '', secret, salt }: JWTDecodeParams): JWT | null {
  const [header = '', encryptedKey, ...rest] = token.split('.')
  const [iv, text, tag] = rest.map(decodeBase64Url)
  if (encryptedKey !== '' || rest.length !== 3 || !iv || !text || !tag) return null
  const { alg, enc, kid, ...others } = parseObject(decodeBase64Url(header)) ?? {}
  // We never write anything else: no compression, no other algorithm, no critical extension.
  if (alg !== ALGORITHM || enc !== ENCRYPTION || Object.keys(others).length > 0) return null
  const key = [secret]
    .flat()
    .map((one) => keyOf(one, salt))
    .find(({ id }) => id === kid)
  if (!key) return null
  const claims = parseObject(decrypt(key, header, { iv, text, tag }))
  return claims && isUnexpired(claims) ? (claims as JWT) : null
}

function isUnexpired({ exp }: Record<string, unknown>): boolean {
  return typeof exp === 'number' && exp + CLOCK_TOLERANCE_SECONDS > Date.now() / MS_PER_SECOND
}

/**
 * Derives the key as Auth.js does. The cookie's name is the salt, so a token works in that cookie only.
 */
function keyOf(secret: string, salt: string): NamedKey {
  const name = JSON.stringify([secret, salt])
  const known = keys.get(name)
  if (known) return known
  const info = `Auth.js Generated Encryption Key (${salt})`
  const bytes = Buffer.from(hkdfSync('sha256', secret, salt, info, KEY_BYTES))
  const thumbprint = JSON.stringify({ k: bytes.toString('base64url'), kty: 'oct' })
  const key = {
    id: createHash('sha512').update(thumbprint).digest('base64url'),
    ...keyFrom(bytes),
  }
  keys.set(name, key)
  return key
}

function encodeJson(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/**
 * Null unless the encoding is canonical: unused bits must not allow a second form of the same token.
 */
function decodeBase64Url(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}

function parseObject(bytes: Buffer | null): Record<string, unknown> | null {
  try {
    if (bytes === null) return null
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
