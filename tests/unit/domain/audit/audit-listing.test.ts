import { expect, test } from 'vitest'
import { auditCursorText, parseAuditCursor } from '@/lib/domain/audit/audit-listing'

const PLACE = {
  at: new Date('2026-03-01T12:00:00.123Z'),
  id: '019ca945-11d0-7000-8662-e83e6aaab025',
}
const TEXT = `1772366400123.${PLACE.id}`

test('a cursor consists of a time and an id', () => {
  expect(auditCursorText(PLACE)).toBe(TEXT)
})

test('a cursor survives a round trip through the URL', () => {
  expect(parseAuditCursor(auditCursorText(PLACE))).toEqual(PLACE)
})

test.each([
  undefined,
  '',
  'x',
  ['1', '2'],
  [TEXT],
  TEXT.slice(1, -1),
  `${TEXT.split('.')[0]}.`,
  `.${PLACE.id}`,
  `-1.${PLACE.id}`,
  `99999999999999.${PLACE.id}`,
  `1.${PLACE.id}'--`,
])('%j is not a cursor', (text) => {
  expect(parseAuditCursor(text)).toBeNull()
})
