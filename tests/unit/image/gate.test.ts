import { expect, test } from 'vitest'
import { createGate } from '@/lib/image/gate'
import { err, ok } from '@/lib/platform/result'

/** Work that ends on command and records how much of it ran at once. */
function heldWork() {
  const finish: (() => void)[] = []
  const seen = { running: 0, most: 0, order: [] as number[] }
  const work = (number: number) => async () => {
    seen.running += 1
    seen.most = Math.max(seen.most, seen.running)
    seen.order.push(number)
    await new Promise<void>((resolve) => finish.push(resolve))
    seen.running -= 1
    return number
  }
  return { work, seen, finishOne: () => finish.shift()?.() }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('up to the limit runs at once, the rest in order of arrival', async () => {
  const pass = createGate({ atOnce: 2, maxWaiting: 10 })
  const { work, seen, finishOne } = heldWork()
  const all = [1, 2, 3, 4, 5].map((number) => pass(work(number)))
  await settled()
  expect(seen.order).toEqual([1, 2])
  for (let count = 0; count < 5; count += 1) {
    finishOne()
    await settled()
  }
  expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 5].map((number) => ok(number)))
  expect(seen.order).toEqual([1, 2, 3, 4, 5])
  expect(seen.most).toBe(2)
})

test('a full queue refuses immediately and accepts again later', async () => {
  const pass = createGate({ atOnce: 1, maxWaiting: 1 })
  const { work, finishOne } = heldWork()
  const [first, second] = [pass(work(1)), pass(work(2))]
  await settled()
  expect(await pass(work(3))).toEqual(err('busy', 2))
  finishOne()
  await settled()
  finishOne()
  await Promise.all([first, second])
  const later = pass(work(4))
  await settled()
  finishOne()
  expect(await later).toEqual(ok(4))
})

test('failed work frees its slot', async () => {
  const pass = createGate({ atOnce: 1, maxWaiting: 1 })
  const failing = pass(() => Promise.reject(new Error('broken')))
  const next = pass(() => Promise.resolve('done'))
  await expect(failing).rejects.toThrow('broken')
  expect(await next).toEqual(ok('done'))
})
