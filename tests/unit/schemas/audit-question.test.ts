import { describe, expect, test } from 'vitest'
import { auditQuestionSchema, hasValidFilters } from '@/lib/schemas/audit-question'

describe('an export has valid filters', () => {
  test.each([
    ['with none', {}],
    ['left empty', { action: '', person: '', from: '' }],
    [
      'with all',
      { action: 'authn_login_fail', result: 'FAILURE', person: 'ada', from: '2026-03-01' },
    ],
    ['with an order and the simulated', { sort: 'oldest', simulated: 'shown' }],
    ['beside a field that is none', { other: 'x' }],
  ])('%s', (_what, form) => {
    expect(hasValidFilters(form)).toBe(true)
  })

  test.each([
    ['a person longer than any can be', { person: 'a'.repeat(255) }],
    ['a damaged person', { person: '\ud800' }],
    ['a file for a person', { person: new Blob(['ada']) }],
    ['an action that is none', { action: 'unheard_of' }],
    ['a day that is none', { from: '2026-02-31' }],
    ['another order', { sort: 'by name' }],
  ])('but not %s, which the page of the log ignores', (_what, form) => {
    expect(hasValidFilters(form)).toBe(false)
    expect(auditQuestionSchema.parse(form)).toEqual(auditQuestionSchema.parse({}))
  })
})
