import { describe, expect, test, vi } from 'vitest'
import { atShutdown, runShutdownWork } from '@/lib/platform/shutdown-work'

describe('work at shutdown', () => {
  test('runs once', async () => {
    const stop = vi.fn()
    atShutdown(stop)
    await runShutdownWork(1000)
    await runShutdownWork(1000)
    expect(stop).toHaveBeenCalledTimes(1)
  })

  test('one that fails does not keep the others from running', async () => {
    const stop = vi.fn()
    const failure = new Error('stuck')
    atShutdown(() => {
      throw failure
    })
    atShutdown(stop)
    expect(await runShutdownWork(1000)).toEqual([failure])
    expect(stop).toHaveBeenCalled()
  })

  test('one that never ends is left behind', async () => {
    atShutdown(() => new Promise(() => undefined))
    expect(await runShutdownWork(5)).toEqual([])
  })
})
