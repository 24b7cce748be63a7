import { expect, test } from 'vitest'
import { addHeader, takeAddedHeader } from '@/lib/http/added-headers'
import { markRequest, takeMark } from '@/lib/http/request-marks'

test('a header added to a response is taken once', () => {
  addHeader('one', ['Secure-Session-Registration', 'offer'])
  expect(takeAddedHeader('one')).toEqual(['Secure-Session-Registration', 'offer'])
  expect(takeAddedHeader('one')).toBeNull()
})

test('what is left for clients that have gone does not pile up', () => {
  const many = Array.from({ length: 20_000 }, (_value, index) => `gone-${index}`)
  for (const id of many) {
    addHeader(id, ['Secure-Session-Registration', 'offer'])
    markRequest(id, 'malformed')
  }
  const left = many.filter((id) => takeAddedHeader(id) !== null || takeMark(id) !== null)
  expect(left.length).toBeLessThan(many.length)
  expect(left).toContain(many.at(-1))
})
