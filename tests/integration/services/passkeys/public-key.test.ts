import { generateKeyPairSync } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { describe, expect, test } from 'vitest'
import { isUsablePublicKey } from '@/lib/services/passkeys/public-key'

/* COSE: https://www.iana.org/assignments/cose/cose.xhtml */
const [KTY, ALG, CRV, X, Y] = [1, 3, -1, -2, -3]
const [OKP, EC2, RSA] = [1, 2, 3]
const [P256, P384, ED25519, X25519] = [1, 2, 6, 4]
const [ES256, ES384, EDDSA, RS256] = [-7, -35, -8, -257]

const isUsable = (...entries: [number, unknown][]) =>
  isUsablePublicKey(Uint8Array.from(isoCBOR.encode(new Map(entries) as never)))

function numbersOf(pair: { publicKey: { export: (options: { format: 'jwk' }) => JsonWebKey } }) {
  const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' })
  return [x, y].map((text) => Uint8Array.from(Buffer.from(text, 'base64url')))
}

const [x, y] = numbersOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }))
const [edX] = numbersOf(generateKeyPairSync('ed25519'))

/** An RSA key of so many bits: nobody needs to know its factors. */
const rsa = (bits: number, exponent: number[]): [number, unknown][] => {
  const modulus = new Uint8Array(Math.ceil(bits / 8)).fill(0xff)
  modulus[0] = 0xff >> (modulus.length * 8 - bits)
  return [
    ...([
      [KTY, RSA],
      [ALG, RS256],
    ] satisfies [number, unknown][]),
    ...([
      [-1, modulus],
      [-2, Uint8Array.from(exponent)],
    ] satisfies [number, unknown][]),
  ]
}
const F4 = [1, 0, 1]

describe('a key is usable', () => {
  test.each<[string, [number, unknown][]]>([
    [
      'ES256 on P-256',
      [
        [KTY, EC2],
        [ALG, ES256],
        [CRV, P256],
        [X, x],
        [Y, y],
      ],
    ],
    [
      'EdDSA on Ed25519',
      [
        [KTY, OKP],
        [ALG, EDDSA],
        [CRV, ED25519],
        [X, edX],
      ],
    ],
    ['RS256 of 2048 bits', rsa(2048, F4)],
    ['RS256 of 8192 bits', rsa(8192, F4)],
    ['RS256 with the exponent 3', rsa(2048, [3])],
    ['RS256 with the largest exponent', rsa(2048, [0xff, 0xff, 0xff, 0xff])],
  ])('%s', (_name, key) => {
    expect(isUsable(...key)).toBe(true)
  })
})

describe('a key is of no use', () => {
  test.each<[string, [number, unknown][]]>([
    [
      'ES256 of another type',
      [
        [KTY, OKP],
        [ALG, ES256],
        [CRV, P256],
        [X, x],
        [Y, y],
      ],
    ],
    [
      'ES256 on another curve',
      [
        [KTY, EC2],
        [ALG, ES256],
        [CRV, P384],
        [X, x],
        [Y, y],
      ],
    ],
    [
      'EdDSA of another type',
      [
        [KTY, EC2],
        [ALG, EDDSA],
        [CRV, ED25519],
        [X, edX],
      ],
    ],
    [
      'EdDSA on another curve',
      [
        [KTY, OKP],
        [ALG, EDDSA],
        [CRV, X25519],
        [X, edX],
      ],
    ],
    ['RS256 of another type', [[KTY, EC2], ...rsa(2048, F4).slice(1)]],
    [
      'an algorithm nobody offered',
      [
        [KTY, EC2],
        [ALG, ES384],
        [CRV, P384],
        [X, x],
        [Y, y],
      ],
    ],
    [
      'no algorithm',
      [
        [KTY, EC2],
        [CRV, P256],
        [X, x],
        [Y, y],
      ],
    ],
    ['RS256 of 2047 bits', rsa(2047, F4)],
    ['RS256 of 8193 bits', rsa(8193, F4)],
    ['RS256 with the exponent 1', rsa(2048, [1])],
    ['RS256 with a larger exponent', rsa(2048, [1, 0, 0, 0, 0])],
  ])('%s', (_name, key) => {
    expect(isUsable(...key)).toBe(false)
  })
})

describe('what is no key at all is an error', () => {
  test.each<[string, [number, unknown][]]>([
    [
      'ES256 without a number',
      [
        [KTY, EC2],
        [ALG, ES256],
        [CRV, P256],
        [X, x],
      ],
    ],
    [
      'EdDSA with a text for its number',
      [
        [KTY, OKP],
        [ALG, EDDSA],
        [CRV, ED25519],
        [X, 'x'],
      ],
    ],
    [
      'RS256 without its numbers',
      [
        [KTY, RSA],
        [ALG, RS256],
      ],
    ],
    [
      'a point on no curve',
      [
        [KTY, EC2],
        [ALG, ES256],
        [CRV, P256],
        [X, x],
        [Y, x],
      ],
    ],
  ])('%s', (_name, key) => {
    expect(() => isUsable(...key)).toThrow()
  })
})
