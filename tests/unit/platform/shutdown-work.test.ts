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

  test('continues after one task fails', async () => {
    const stop = vi.fn()
    const failure = new Error('stuck')
    atShutdown(() => {
      throw failure
    })
    atShutdown(stop)
    expect(await runShutdownWork(1000)).toEqual([failure])
    expect(stop).toHaveBeenCalled()
  })

  test('does not wait for a task that never ends', async () => {
    atShutdown(() => new Promise(() => undefined))
    expect(await runShutdownWork(5)).toEqual([])
  })
})
