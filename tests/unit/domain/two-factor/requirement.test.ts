import { expect, test } from 'vitest'
import { asksForSecondFactor, mustSetUpTwoFactor } from '@/lib/domain/two-factor/requirement'

const SINCE = new Date('2026-03-01T12:00:00Z')
const NEITHER = { twoFactorEnabledAt: null, passkeysEnabledAt: null }
const APP = { ...NEITHER, twoFactorEnabledAt: SINCE }
const PASSKEY = { ...NEITHER, passkeysEnabledAt: SINCE }

test.each([
  ['none', 'USER', false],
  ['none', 'ADMIN', false],
  ['admins', 'USER', false],
  ['admins', 'ADMIN', true],
  ['everyone', 'USER', true],
  ['everyone', 'ADMIN', true],
] as const)('REQUIRE_TWO_FACTOR=%s, %s: %s', (rule, role, isRequired) => {
  expect(mustSetUpTwoFactor({ role, ...NEITHER }, rule)).toBe(isRequired)
  expect(mustSetUpTwoFactor({ role, ...APP }, rule)).toBe(false)
  expect(mustSetUpTwoFactor({ role, ...PASSKEY }, rule)).toBe(false)
  // Whoever has a passkey alone is asked for it exactly where something is required.
  expect(asksForSecondFactor({ role, ...PASSKEY }, rule)).toBe(isRequired)
  expect(asksForSecondFactor({ role, ...APP }, rule)).toBe(true)
  expect(asksForSecondFactor({ role, ...NEITHER }, rule)).toBe(false)
})
