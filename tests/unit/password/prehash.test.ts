import { expect, test } from 'vitest'
import { prehash } from '@/lib/password/prehash'

const PEPPER = { id: 'p1', secret: 'key' }

test('the pre-hash is base64 of HMAC-SHA-384', () => {
  // printf '%s' 'The quick brown fox jumps over the lazy dog' |
  //   openssl dgst -sha384 -hmac key -binary | base64
  expect(prehash('The quick brown fox jumps over the lazy dog', PEPPER)).toBe(
    '1/RyfiwLOa4PHkDMlvYCQtW3gBhBzqb8WSxdPhrlBwBYKpbPNeHlVJlf5OAzgcI3',
  )
})

test('the pre-hash is 64 ASCII characters for any password, so bcrypt sees all of it', () => {
  for (const password of ['', 'x', '🔑'.repeat(128), 'a\0b']) {
    expect(prehash(password, PEPPER)).toMatch(/^[A-Za-z0-9+/]{64}$/)
  }
})

test('the pre-hash depends on the pepper', () => {
  expect(prehash('x', PEPPER)).not.toBe(prehash('x', { id: 'p1', secret: 'other' }))
})
