import { expect, test } from 'vitest'
import { replaceForRequest, oncePerRequest, withRequestCache } from '@/lib/platform/request-cache'

function counter() {
  let asked = 0
  return async () => (asked += 1)
}

test('within a reading request a question is asked once', async () => {
  const ask = counter()
  await withRequestCache(async () => {
    expect(await oncePerRequest('who', ask)).toBe(1)
    expect(await oncePerRequest('who', ask)).toBe(1)
    expect(await oncePerRequest('what', ask)).toBe(2)
  })
})

test('no request sees another’s answer', async () => {
  const ask = counter()
  const one = withRequestCache(() => oncePerRequest('who', ask))
  const other = withRequestCache(() => oncePerRequest('who', ask))
  expect(await Promise.all([one, other])).toEqual([1, 2])
})

test('outside of one it is asked every time', async () => {
  const ask = counter()
  expect(await oncePerRequest('who', ask)).toBe(1)
  expect(await oncePerRequest('who', ask)).toBe(2)
})

test('an answer the request changed is the one that counts', async () => {
  const ask = counter()
  await withRequestCache(async () => {
    await oncePerRequest('who', ask)
    replaceForRequest('who', 7)
    expect(await oncePerRequest('who', ask)).toBe(7)
  })
})
