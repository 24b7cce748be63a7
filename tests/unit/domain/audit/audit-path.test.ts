import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AUDIT_ACTIONS } from '@/lib/domain/audit/audit-actions'
import { auditPath, auditPositionOf } from '@/lib/domain/audit/audit-path'
import { auditQuestionSchema } from '@/lib/schemas/audit-question'

const PLACE = {
  side: 'after' as const,
  at: new Date('2026-03-01T12:00:00.123Z'),
  id: '019ca945-11d0-7000-8662-e83e6aaab025',
}
const NOTHING = {
  ...{ action: null, result: null, person: '', from: null, to: null },
  ...{ order: 'newest' as const, withSimulated: false },
}

test('the URL of another page keeps the filters', () => {
  const question = fc.record({
    action: fc.constantFrom(...AUDIT_ACTIONS, null),
    result: fc.constantFrom('SUCCESS' as const, 'FAILURE' as const, null),
    person: fc.constantFrom('', 'ada', 'a&b=c', 'ada@example.com'),
    from: fc.constantFrom('2026-03-01', null),
    to: fc.constantFrom('2026-03-02', null),
    order: fc.constantFrom('newest' as const, 'oldest' as const),
    withSimulated: fc.boolean(),
  })
  fc.assert(
    fc.property(question, (asked) => {
      const { searchParams } = new URL(auditPath(asked, null), 'http://localhost')
      expect(auditQuestionSchema.parse(Object.fromEntries(searchParams))).toEqual(asked)
    }),
  )
})

test('a cursor in an audit log URL survives', () => {
  const path = auditPath({ ...NOTHING, action: 'user_created', person: 'a&b=c' }, PLACE)
  const query = Object.fromEntries(new URL(path, 'http://localhost').searchParams)
  expect(auditQuestionSchema.parse(query)).toMatchObject({
    action: 'user_created',
    person: 'a&b=c',
  })
  expect(auditPositionOf(query)).toEqual(PLACE)
  expect(auditPositionOf({ before: query.after })).toEqual({ ...PLACE, side: 'before' })
  expect(auditPositionOf({ after: 'x', before: ['y'] })).toBeNull()
  expect(auditPath(NOTHING, null)).toBe('/admin/audit')
})

test.each([
  [{}, NOTHING],
  [
    { sort: 'oldest', simulated: 'shown' },
    { ...NOTHING, order: 'oldest', withSimulated: true },
  ],
  [
    { sort: 'x', simulated: 'y', person: 'a\0b' },
    { ...NOTHING, person: 'a b' },
  ],
  [{ action: 'no_such', result: 'MAYBE', from: '2026-02-30', to: 'x', person: ['a'] }, NOTHING],
  [{ from: '0000-01-01', to: '9999-01-01', person: 'x'.repeat(300) }, NOTHING],
  [null, NOTHING],
  ['text', NOTHING],
  [
    { action: 'authn_login_fail', result: 'FAILURE', from: '2026-03-01', to: '', person: ' ada ' },
    {
      ...NOTHING,
      action: 'authn_login_fail',
      result: 'FAILURE',
      from: '2026-03-01',
      person: 'ada',
    },
  ],
])('only the valid filters of %j are used', (query, question) => {
  expect(auditQuestionSchema.parse(query)).toEqual(question)
})
