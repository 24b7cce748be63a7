import { expect, test } from 'vitest'
import { mustSetUpTwoFactor } from '@/lib/domain/two-factor/requirement'

const SINCE = new Date('2026-03-01T12:00:00Z')

test.each([
  ['none', 'USER', false],
  ['none', 'ADMIN', false],
  ['admins', 'USER', false],
  ['admins', 'ADMIN', true],
  ['everyone', 'USER', true],
  ['everyone', 'ADMIN', true],
] as const)('REQUIRE_TWO_FACTOR=%s, %s: %s', (rule, role, isRequired) => {
  expect(mustSetUpTwoFactor({ role, twoFactorEnabledAt: null }, rule)).toBe(isRequired)
  expect(mustSetUpTwoFactor({ role, twoFactorEnabledAt: SINCE }, rule)).toBe(false)
})
