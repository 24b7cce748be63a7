import { expect, test } from 'vitest'
import { replaceForRequest, oncePerRequest, withRequestCache } from '@/lib/platform/request-cache'

function counter() {
  let asked = 0
  return async () => (asked += 1)
}

test('a query is made once per read request', async () => {
  const ask = counter()
  await withRequestCache(async () => {
    expect(await oncePerRequest('who', ask)).toBe(1)
    expect(await oncePerRequest('who', ask)).toBe(1)
    expect(await oncePerRequest('what', ask)).toBe(2)
  })
})

test('requests do not share cached answers', async () => {
  const ask = counter()
  const one = withRequestCache(() => oncePerRequest('who', ask))
  const other = withRequestCache(() => oncePerRequest('who', ask))
  expect(await Promise.all([one, other])).toEqual([1, 2])
})

test('outside a request nothing is cached', async () => {
  const ask = counter()
  expect(await oncePerRequest('who', ask)).toBe(1)
  expect(await oncePerRequest('who', ask)).toBe(2)
})

test('an answer the request itself changed replaces the cached one', async () => {
  const ask = counter()
  await withRequestCache(async () => {
    await oncePerRequest('who', ask)
    replaceForRequest('who', 7)
    expect(await oncePerRequest('who', ask)).toBe(7)
  })
})
