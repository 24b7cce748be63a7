import { expect, test } from 'vitest'
import { AUDIT_ACTIONS, isAuditAction } from '@/lib/domain/audit/audit-actions'

test('the vocabulary is what it says, and nothing else', () => {
  expect(AUDIT_ACTIONS.filter(isAuditAction)).toEqual(AUDIT_ACTIONS)
  for (const value of ['', 'authn_login', 'AUTHZ_FAIL', 'toString', null, 1, ['authz_fail']]) {
    expect(isAuditAction(value)).toBe(false)
  }
})
