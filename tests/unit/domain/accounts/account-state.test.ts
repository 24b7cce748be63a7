import { describe, expect, test } from 'vitest'
import { isEmailDomainAllowed, judgeAccount } from '@/lib/domain/accounts/account-state'

const NOW = new Date('2026-03-01T12:00:00Z')
const YESTERDAY = new Date('2026-02-28T12:00:00Z')
const OPEN = { requireEmailVerification: true, allowedEmailDomains: [] }
const TOMORROW = new Date('2026-03-02T12:00:00Z')
const ADA = {
  email: 'ada@example.com',
  emailVerifiedAt: YESTERDAY,
  disabledAt: null,
  disabledUntil: null,
}

describe('signing in is allowed or refused:', () => {
  test('a verified user is allowed', () => {
    expect(judgeAccount(ADA, OPEN, NOW)).toBeNull()
  })

  test('an unverified user is refused', () => {
    expect(judgeAccount({ ...ADA, emailVerifiedAt: null }, OPEN, NOW)).toBe('email_not_verified')
  })

  test('an unverified user is allowed when verification is off', () => {
    const rules = { ...OPEN, requireEmailVerification: false }
    expect(judgeAccount({ ...ADA, emailVerifiedAt: null }, rules, NOW)).toBeNull()
  })

  test.each([
    ['since yesterday', YESTERDAY],
    ['since this instant', NOW],
    ['by a server whose clock is ahead', new Date(NOW.getTime() + 60_000)],
  ])('a user disabled %s is refused', (_when, disabledAt) => {
    expect(judgeAccount({ ...ADA, disabledAt }, OPEN, NOW)).toBe('account_disabled')
  })

  test('a user disabled until tomorrow is refused until exactly that time', () => {
    const disabled = { ...ADA, disabledAt: YESTERDAY, disabledUntil: TOMORROW }
    expect(judgeAccount(disabled, OPEN, NOW)).toBe('account_disabled')
    expect(judgeAccount(disabled, OPEN, new Date(TOMORROW.getTime() - 1))).toBe('account_disabled')
    expect(judgeAccount(disabled, OPEN, TOMORROW)).toBeNull()
  })

  test('a user with an end date who was never disabled is allowed', () => {
    expect(judgeAccount({ ...ADA, disabledUntil: TOMORROW }, OPEN, NOW)).toBeNull()
  })

  test('a user whose email domain is not on the list is refused', () => {
    const rules = { ...OPEN, allowedEmailDomains: ['example.org'] }
    expect(judgeAccount(ADA, rules, NOW)).toBe('email_domain_refused')
  })

  test('disabled is reported before domain, and domain before unverified, which mails a link', () => {
    const rules = { ...OPEN, allowedEmailDomains: ['example.org'] }
    const stranger = { ...ADA, emailVerifiedAt: null }
    expect(judgeAccount(stranger, rules, NOW)).toBe('email_domain_refused')
    expect(judgeAccount({ ...stranger, disabledAt: NOW }, rules, NOW)).toBe('account_disabled')
  })
})

describe('an email domain', () => {
  test.each([
    ['any', 'ada@example.com', [], true],
    ['a listed one', 'ada@example.com', ['example.org', 'example.com'], true],
    ['another', 'ada@example.net', ['example.org', 'example.com'], false],
    ['a subdomain of a listed one', 'ada@evil.example.com', ['example.com'], false],
    ['one that ends like a listed one', 'ada@notexample.com', ['example.com'], false],
    ['none at all', '', ['example.com'], false],
  ])('%s', (_what, email, allowed, expected) => {
    expect(isEmailDomainAllowed(email, allowed)).toBe(expected)
  })
})
