import { expect, test } from 'vitest'
import { auditPath, parsePlace, placeText } from '@/lib/domain/audit-listing'
import { auditQuestionSchema } from '@/lib/schemas/audit-question'

const PLACE = {
  at: new Date('2026-03-01T12:00:00.123Z'),
  id: '019ca945-11d0-7000-8662-e83e6aaab025',
}
const NOTHING = { action: null, result: null, person: '', from: null, to: null }

test('a place survives its address', () => {
  expect(parsePlace(placeText(PLACE))).toEqual(PLACE)
  const path = auditPath({ ...NOTHING, action: 'user_created', person: 'a&b=c' }, PLACE)
  const query = Object.fromEntries(new URL(path, 'http://localhost').searchParams)
  expect(auditQuestionSchema.parse(query)).toMatchObject({
    action: 'user_created',
    person: 'a&b=c',
  })
  expect(parsePlace(query.before)).toEqual(PLACE)
  expect(auditPath(NOTHING, null)).toBe('/admin/audit')
})

test.each([
  undefined,
  '',
  'x',
  ['1', '2'],
  placeText(PLACE).slice(1, -1),
  `-1.${PLACE.id}`,
  `99999999999999.${PLACE.id}`,
  `1.${PLACE.id}'--`,
])('the place %j is none', (text) => {
  expect(parsePlace(text)).toBeNull()
})

test.each([
  [{}, NOTHING],
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
])('of %j is asked what makes sense', (query, question) => {
  expect(auditQuestionSchema.parse(query)).toEqual(question)
})
