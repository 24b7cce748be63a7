import { expect, test } from 'vitest'
import { hashToken, isTokenShaped, newToken } from '@/lib/crypto/random-token'

test('a token has 256 random bits', () => {
  const tokens = Array.from({ length: 100 }, () => newToken().token)
  expect(new Set(tokens).size).toBe(100)
  expect(tokens.every((token) => Buffer.from(token, 'base64url').length === 32)).toBe(true)
})

test('the stored value is the SHA-256 of the token', () => {
  const { token, hash } = newToken()
  expect(hash).toBe(hashToken(token))
  expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('every generated token is well-formed', () => {
  expect(isTokenShaped(newToken().token)).toBe(true)
})

test.each([
  undefined,
  null,
  '',
  ['a'.repeat(43)],
  { token: 'a'.repeat(43) },
  'a'.repeat(42),
  'a'.repeat(44),
  'a'.repeat(100_000),
  `${'a'.repeat(42)}%`,
  `${'a'.repeat(43)}\n`,
])('%j is not a well-formed token', (value) => {
  expect(isTokenShaped(value)).toBe(false)
})
