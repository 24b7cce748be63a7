import { expect, test } from 'vitest'
import { progressQuery, readProgress } from '@/lib/inspector/timeline/tour-progress'

test('what the address keeps of the tour is read again, the same', () => {
  const progress = { at: 2, done: [0, 1, 7], since: 'f3a9-c02_1' }
  expect(progressQuery(progress)).toEqual({ stop: '3', done: '1.2.8', since: 'f3a9-c02_1' })
  expect(readProgress(progressQuery(progress))).toEqual(progress)
  expect(progressQuery({ at: 0, done: [] })).toEqual({ stop: null, done: null, since: null })
})

test.each([
  [{}],
  [{ stop: '9', done: '0.9.-1' }],
  [{ stop: ['2', '3'], done: ['1'] }],
  [{ stop: '1e0', done: 'NaN..', since: '<b>' }],
  [{ since: ['a', 'b'] }],
  [{ since: 'x'.repeat(65) }],
])('an address that names no stop begins at the first: %j', (query) => {
  expect(readProgress(query)).toEqual({ at: 0, done: [] })
})

test('a stop named twice is done once', () => {
  expect(readProgress({ stop: '2', done: '1.1.1' })).toEqual({ at: 1, done: [0] })
})
