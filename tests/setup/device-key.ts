import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'

export type Algorithm = 'ES256' | 'RS256'
type Claims = { header?: object; payload?: object }

/** A key that never leaves its device, and the proofs that a browser makes with it. */
export class DeviceKey {
  readonly #privateKey: KeyObject
  readonly #alg: Algorithm
  readonly jwk: object

  constructor(alg: Algorithm = 'ES256') {
    const { privateKey, publicKey } =
      alg === 'ES256'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('rsa', { modulusLength: 2048 })
    this.#privateKey = privateKey
    this.#alg = alg
    this.jwk = publicKey.export({ format: 'jwk' })
  }

  /** @param over replaces what a browser would send */
  proof(challenge: string, over: Claims = {}): string {
    const header = { alg: this.#alg, typ: 'dbsc+jwt', ...over.header }
    const text = `${encode(header)}.${encode({ jti: challenge, ...over.payload })}`
    const key = this.#privateKey
    const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
    return `${text}.${signature.toString('base64url')}`
  }

  registration(challenge: string, over: Claims = {}): string {
    return this.proof(challenge, { ...over, header: { jwk: this.jwk, ...over.header } })
  }
}

export const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
