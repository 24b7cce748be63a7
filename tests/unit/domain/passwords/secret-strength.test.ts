import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { judgeSecret } from '@/lib/domain/passwords/secret-strength'

test.each([
  ['a'.repeat(40), 'repetitive'],
  ['changemechangemechangemechangemechangeme', 'guessable'],
  ['ab'.repeat(49), 'repetitive'],
  ['abababababababababababababababababab', 'repetitive'],
  ['change-me-change-me-change-me-change-me', 'guessable'],
  ['test-auth-secret-of-at-least-32-characters', 'guessable'],
  ['MyCompanyPassword2026MyCompanyPassword', 'guessable'],
])('%s is not a strong secret', (secret, weakness) => {
  expect(judgeSecret(secret)).toBe(weakness)
})

test('a hundred bits are enough', () => {
  expect(judgeSecret('ab'.repeat(50))).toBeNull()
})

test.each(['hex', 'base64', 'base64url'] as const)(
  '32 random bytes in %s are a strong secret',
  (encoding) => {
    for (let round = 0; round < 100; round += 1) {
      expect(judgeSecret(randomBytes(32).toString(encoding))).toBeNull()
    }
  },
)
