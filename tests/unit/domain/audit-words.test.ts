import { expect, test } from 'vitest'
import { AUDIT_ACTIONS } from '@/lib/domain/audit-actions'
import { auditWords } from '@/lib/domain/audit-words'

test.each([
  ['authn_login_success', 'SUCCESS', 'Signed in'],
  ['authn_login_fail', 'FAILURE', 'Wrong password'],
  ['session_reauthenticated', 'FAILURE', 'Password given again (failed)'],
  ['something_new', 'SUCCESS', 'something new'],
  ['toString', 'SUCCESS', 'toString'],
] as const)('%s, %s, is said as "%s"', (action, result, words) => {
  expect(auditWords({ action, result })).toBe(words)
})

test('no event of the vocabulary is left unsaid', () => {
  for (const action of AUDIT_ACTIONS) {
    const words = auditWords({ action, result: 'SUCCESS' })
    expect(words).toMatch(/^\S.*\S$/)
    expect(words).not.toContain('_')
  }
})
