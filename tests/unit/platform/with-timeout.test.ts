import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { withTimeout } from '@/lib/platform/with-timeout'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a result in time is returned and leaves no timer', async () => {
  expect(await withTimeout(Promise.resolve(0), 2000)).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
})

test('a failure returns null immediately', async () => {
  expect(await withTimeout(Promise.reject(new Error('no')), 2000)).toBeNull()
  expect(vi.getTimerCount()).toBe(0)
})

test('work that takes longer returns null at the limit', async () => {
  const heard = vi.fn()
  void withTimeout(new Promise(() => {}), 2000).then(heard)
  await vi.advanceTimersByTimeAsync(1999)
  expect(heard).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(heard).toHaveBeenCalledExactlyOnceWith(null)
})
