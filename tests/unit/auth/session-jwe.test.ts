import fc from 'fast-check'
import { decode, encode, type JWT } from 'next-auth/jwt'
import { describe, expect, test, vi } from 'vitest'
import { decodeSessionToken, encodeSessionToken } from '@/lib/auth/session-jwe'
import { cookieName } from '@/lib/domain/site/cookie-names'

const SECRET = 'a secret of at least thirty-two characters'
const OLD = 'an older secret of at least thirty-two chars'
const SALT = cookieName('session')

const claims = fc.record({
  sub: fc.string(),
  id: fc.string({ unit: 'grapheme' }),
  role: fc.constantFrom('USER' as const, 'ADMIN' as const),
  sessionId: fc.string({ minLength: 1 }),
  absoluteEnd: fc.nat(),
})

const ofOurs = (token: JWT) => encodeSessionToken({ token, secret: SECRET, salt: SALT, maxAge: 60 })
const TOKEN = { sub: 'a', id: 'a', role: 'USER', sessionId: 's', absoluteEnd: 9 } as const

describe('session tokens and Auth.js tokens are compatible', { timeout: 30_000 }, () => {
  test('Auth.js decodes our tokens', async () => {
    await fc.assert(
      fc.asyncProperty(claims, async (token) => {
        const read = await decode({ token: ofOurs(token), secret: SECRET, salt: SALT })
        expect(read).toMatchObject(token)
      }),
      { numRuns: 50 },
    )
  })

  test('we decode tokens from Auth.js', async () => {
    await fc.assert(
      fc.asyncProperty(claims, async (token) => {
        const theirs = await encode({ token, secret: SECRET, salt: SALT, maxAge: 60 })
        expect(decodeSessionToken({ token: theirs, secret: SECRET, salt: SALT })).toMatchObject(
          token,
        )
      }),
      { numRuns: 50 },
    )
  })
})

test('secrets rotate: the first encrypts, all decrypt', () => {
  const old = encodeSessionToken({ token: TOKEN, secret: OLD, salt: SALT, maxAge: 60 })
  const both = { secret: [SECRET, OLD], salt: SALT }
  const renewed = encodeSessionToken({ token: TOKEN, ...both, maxAge: 60 })
  expect(decodeSessionToken({ token: old, ...both })).toMatchObject(TOKEN)
  expect(decodeSessionToken({ token: renewed, secret: SECRET, salt: SALT })).toMatchObject(TOKEN)
  expect(decodeSessionToken({ token: renewed, secret: OLD, salt: SALT })).toBeNull()
})

describe('a token is rejected', { timeout: 30_000 }, () => {
  test('with one character changed anywhere', () => {
    const token = ofOurs(TOKEN)
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'AZaz09-_.'), (at, character) => {
        fc.pre(token[at] !== character)
        const altered = token.slice(0, at) + character + token.slice(at + 1)
        expect(decodeSessionToken({ token: altered, secret: SECRET, salt: SALT })).toBeNull()
      }),
      { numRuns: 2000 },
    )
  })

  test('with another secret or another cookie name', () => {
    expect(decodeSessionToken({ token: ofOurs(TOKEN), secret: OLD, salt: SALT })).toBeNull()
    expect(decodeSessionToken({ token: ofOurs(TOKEN), secret: SECRET, salt: 'x' })).toBeNull()
  })

  test('once it has expired, beyond the clock tolerance', () => {
    vi.useFakeTimers({ now: new Date('2026-03-01T12:00:00Z') })
    const token = ofOurs(TOKEN)
    vi.setSystemTime(new Date('2026-03-01T12:01:14Z'))
    expect(decodeSessionToken({ token, secret: SECRET, salt: SALT })).not.toBeNull()
    vi.setSystemTime(new Date('2026-03-01T12:01:16Z'))
    expect(decodeSessionToken({ token, secret: SECRET, salt: SALT })).toBeNull()
    vi.useRealTimers()
  })

  test.each([
    ['no algorithm', { alg: 'none' }],
    ['a password-based one', { alg: 'PBES2-HS512+A256KW', p2c: 2 ** 31, p2s: 'a' }],
    ['compression', { zip: 'DEF' }],
    ['a critical extension', { crit: ['exp'] }],
    ['no key id', { kid: undefined }],
  ])('with a header that has %s', (_name, change) => {
    const [header = '', ...rest] = ofOurs(TOKEN).split('.')
    const original: unknown = JSON.parse(Buffer.from(header, 'base64url').toString())
    const changed = JSON.stringify({ ...(original as object), ...change })
    const token = [Buffer.from(changed).toString('base64url'), ...rest].join('.')
    expect(decodeSessionToken({ token, secret: SECRET, salt: SALT })).toBeNull()
  })

  test('when it is arbitrary text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (token) => {
        expect(decodeSessionToken({ token, secret: SECRET, salt: SALT })).toBeNull()
      }),
    )
  })
})
