import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, test, vi } from 'vitest'
import { repeat } from '@/lib/platform/repeat'

test('work triggered by a request does not run in the context of that request', async () => {
  const request = new AsyncLocalStorage<string>()
  const seen: (string | undefined)[] = []
  const rhythm = { pollMs: 60_000, restMs: 60_000, wakeMs: 1 }
  const worker = repeat('worker_failed', rhythm, () => {
    seen.push(request.getStore())
    return Promise.resolve(false)
  })
  await vi.waitFor(() => expect(seen).toHaveLength(1))
  request.run('a sign-in', worker.wake)
  await vi.waitFor(() => expect(seen).toHaveLength(2))
  expect(seen).toEqual([undefined, undefined])
  await worker.stop()
})
