import { afterEach, expect, test, vi } from 'vitest'
import { processSlot, processWide } from '@/lib/platform/process-wide'

afterEach(() => {
  processSlot('a-test').take()
})

test('the value is created on first use, once for all copies of the module', async () => {
  const make = vi.fn(() => ({ made: true }))
  const here = processWide('a-test', make)
  expect([here.peek(), make.mock.calls.length]).toEqual([undefined, 0])
  vi.resetModules()
  const copy = await import('@/lib/platform/process-wide')
  const there = copy.processWide('a-test', make)
  expect(copy.processWide).not.toBe(processWide)
  expect(there.get()).toBe(here.get())
  expect(make).toHaveBeenCalledOnce()
})

test('a removed value is created again on the next use', () => {
  const { get, take, peek } = processWide('a-test', () => ({}))
  const first = get()
  expect(take()).toBe(first)
  expect([peek(), take()]).toEqual([undefined, undefined])
  expect(get()).not.toBe(first)
})

test('a slot holds the value last set', () => {
  const slot = processSlot<{ n: number }>('a-test')
  slot.set({ n: 1 })
  slot.set({ n: 2 })
  expect(slot.peek()).toEqual({ n: 2 })
})

test('a copy from before a fresh start keeps its objects and reaches no new ones', async () => {
  const before = processWide('a-test', () => ({}))
  const old = before.get()
  const key = Symbol.for('latchkey.process')
  const shared: Record<symbol, unknown> = globalThis as never
  const store = shared[key]
  delete shared[key]
  vi.resetModules()
  const copy = await import('@/lib/platform/process-wide')
  const after = copy.processWide('a-test', () => ({}))
  expect(after.peek()).toBeUndefined()

  expect(before.take()).toBe(old)
  const late = before.get()

  expect(after.get()).not.toBe(late)
  shared[key] = store
})
