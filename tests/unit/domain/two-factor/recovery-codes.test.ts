import { expect, test } from 'vitest'
import { newRecoveryCode } from '@/lib/crypto/recovery-code'
import { normaliseRecoveryCode, shownRecoveryCode } from '@/lib/domain/two-factor/recovery-codes'

test('a code is accepted as it is shown, in capitals, with other spaces, and with lookalikes', () => {
  const code = newRecoveryCode()
  const shown = shownRecoveryCode(code)
  expect(shown).toMatch(/^([0-9a-z]{4}-){5}[0-9a-z]{4}$/)
  for (const typed of [shown, code, shown.toUpperCase(), ` ${shown.replaceAll('-', ' ')}\n`]) {
    expect(normaliseRecoveryCode(typed)).toBe(code)
  }
  expect(normaliseRecoveryCode('oil0'.repeat(6))).toBe('0110'.repeat(6))
})

test('anything else is none', () => {
  for (const text of [
    '',
    'short',
    '0'.repeat(23),
    '0'.repeat(25),
    'u'.repeat(24),
    '🔑'.repeat(12),
  ]) {
    expect(normaliseRecoveryCode(text)).toBeNull()
  }
})

test('codes use all characters, evenly, and none twice', () => {
  const codes = Array.from({ length: 2000 }, newRecoveryCode)
  expect(new Set(codes).size).toBe(codes.length)
  const counts = new Map<string, number>()
  for (const character of codes.join('')) counts.set(character, (counts.get(character) ?? 0) + 1)
  expect(counts.size).toBe(32)
  // 48 000 characters, 1500 of each; eight standard deviations are about 300.
  for (const count of counts.values()) expect(Math.abs(count - 1500)).toBeLessThan(300)
})
