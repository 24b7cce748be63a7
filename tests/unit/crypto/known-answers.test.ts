import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decrypt, encrypt, keyFrom } from '@/lib/crypto/a256cbc-hs512'
import { purposeKey } from '@/lib/crypto/purpose-key'

/* Known-answer tests: test vectors of the standards, and of collections that look for implementation errors. */

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex')
const counting = (bytes: number) => Buffer.from(Array.from({ length: bytes }, (_, at) => at))

/** RFC 7518, appendix B.3. */
const RFC_7518 = {
  key: keyFrom(counting(64)),
  header: 'The second principle of Auguste Kerckhoffs',
  iv: hex('1af38c2dc2b96ffdd86694092341bc04'),
  plain: Buffer.from(
    'A cipher system must not be required to be secret, and it must be able to fall into the hands of the enemy without inconvenience',
  ),
  text: hex(`
    4affaaadb78c31c5da4b1b590d10ffbd3dd8d5d302423526912da037ecbcc7bd
    822c301dd67c373bccb584ad3e9279c2e6d12a1374b77f077553df829410446b
    36ebd97066296ae6427ea75c2e0846a11a09ccf5370dc80bfecbad28c73f09b3
    a3b75e662a2594410ae496b2e2e6609e31e6e02cc837f053d21f37ff4f51950b
    be2638d09dd7a4930930806d0703b1f6`),
  tag: hex('4dd3b4c088a7f45c216839645b2012bf2e6269a8c56a816dbc1b267761955bc5'),
}

describe('A256CBC-HS512', () => {
  const { key, header, iv, plain, text, tag } = RFC_7518

  test('encrypts as RFC 7518 does', () => {
    const sealed = encrypt(key, header, iv, plain)
    expect(sealed.text.toString('hex')).toBe(text.toString('hex'))
    expect(sealed.tag.toString('hex')).toBe(tag.toString('hex'))
  })

  test('decrypts what RFC 7518 encrypted', () => {
    expect(decrypt(key, header, { iv, text, tag })?.toString()).toBe(plain.toString())
  })

  const flipped = (bytes: Buffer, at: number) =>
    Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)))

  test.each([
    ['a changed text', { iv, text: flipped(text, 7), tag }],
    ['a text cut by a block', { iv, text: text.subarray(16), tag }],
    ['no text', { iv, text: Buffer.alloc(0), tag }],
    ['a changed iv', { iv: flipped(iv, 0), text, tag }],
    ['a short iv', { iv: iv.subarray(1), text, tag }],
    ['a long iv', { iv: Buffer.concat([iv, iv]), text, tag }],
    ['no iv', { iv: Buffer.alloc(0), text, tag }],
    ['a tag with its first bit changed', { iv, text, tag: flipped(tag, 0) }],
    ['a tag with its last bit changed', { iv, text, tag: flipped(tag, 31) }],
    ['a truncated tag', { iv, text, tag: tag.subarray(0, 16) }],
    ['the whole HMAC for a tag', { iv, text, tag: Buffer.concat([tag, tag]) }],
    ['no tag', { iv, text, tag: Buffer.alloc(0) }],
    ['a tag of zeros', { iv, text, tag: Buffer.alloc(32) }],
  ])('%s does not decrypt', (_what, sealed) => {
    expect(decrypt(key, header, sealed)).toBeNull()
  })

  test('a changed header or swapped key halves do not decrypt', () => {
    expect(decrypt(key, `${header}.`, { iv, text, tag })).toBeNull()
    const other = { mac: key.encryption, encryption: key.mac }
    expect(decrypt(other, header, { iv, text, tag })).toBeNull()
  })

  /** Valid tags over ciphertexts that AES-CBC itself rejects: wrong padding, and half a block. */
  test.each([
    ['bad padding', Buffer.alloc(32)],
    ['half a block', Buffer.alloc(24)],
  ])('a ciphertext with a valid tag and %s is null, not an exception', (_what, broken) => {
    const bits = Buffer.alloc(8)
    bits.writeBigUInt64BE(BigInt(header.length * 8))
    const mac = createHmac('sha512', key.mac).update(header).update(iv).update(broken).update(bits)
    const right = mac.digest().subarray(0, 32)
    expect(decrypt(key, header, { iv, text: broken, tag: right })).toBeNull()
  })

  test('any text round-trips under any key and header', () => {
    const bytes = (length: number) =>
      fc.uint8Array({ minLength: length, maxLength: length }).map((array) => Buffer.from(array))
    const plains = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array))
    const headers = fc.stringMatching(/^[\w.-]{0,80}$/)
    fc.assert(
      fc.property(bytes(64), bytes(16), headers, plains, (keyBytes, nonce, head, text) => {
        const own = keyFrom(keyBytes)
        expect(decrypt(own, head, encrypt(own, head, nonce, text))).toEqual(text)
      }),
    )
  })
})

/** RFC 2104 implemented literally, on the platform's hash. */
const hmac = (key: Buffer, data: Buffer, digest = 'sha256') =>
  createHmac(digest, key).update(data).digest()

/** RFC 5869 implemented literally. */
function hkdf(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  const pseudoRandomKey = hmac(salt.length > 0 ? salt : Buffer.alloc(32), secret)
  let block = Buffer.alloc(0)
  let output = Buffer.alloc(0)
  for (let count = 1; output.length < length; count += 1) {
    block = Buffer.from(hmac(pseudoRandomKey, Buffer.concat([block, info, Buffer.from([count])])))
    output = Buffer.concat([output, block])
  }
  return output.subarray(0, length)
}

describe('HMAC matches RFC 4231', () => {
  test.each([
    [
      '0b'.repeat(20),
      '4869205468657265',
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
      '87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854',
    ],
    [
      '4a656665',
      '7768617420646f2079612077616e7420666f72206e6f7468696e673f',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
      '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
    ],
    [
      'aa'.repeat(20),
      'dd'.repeat(50),
      '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
      'fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb',
    ],
  ])('key %s', (key, data, sha256, sha512) => {
    expect(hmac(hex(key), hex(data)).toString('hex')).toBe(sha256)
    expect(hmac(hex(key), hex(data), 'sha512').toString('hex')).toBe(sha512)
  })
})

describe('HKDF matches', () => {
  test.each([
    [
      '0b'.repeat(22),
      '000102030405060708090a0b0c',
      'f0f1f2f3f4f5f6f7f8f9',
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    ],
    [
      '0b'.repeat(22),
      '',
      '',
      '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    ],
  ])('RFC 5869 for secret %s and salt %s', (secret, salt, info, output) => {
    const derived = hkdf(hex(secret), hex(salt), hex(info), output.length / 2)
    expect(derived.toString('hex')).toBe(output)
  })

  test('the key of every purpose, for any secret', () => {
    const purposes = fc.constantFrom(
      'outbox' as const,
      'attempt-counter' as const,
      'device' as const,
    )
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), purposes, (secret, purpose) => {
        const expected = hkdf(
          Buffer.from(secret),
          Buffer.from('latchkey'),
          Buffer.from(purpose),
          32,
        )
        expect(purposeKey(purpose, [secret]).toString('hex')).toBe(expected.toString('hex'))
      }),
    )
  })
})
