import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { onePerTick } from '@/lib/http/turns'

test('a single task starts immediately', () => {
  expect(onePerTick()()).toBeNull()
})

test('concurrent tasks start one per turn of the event loop, in order', async () => {
  const turn = onePerTick()
  const begun = ['first']
  expect(turn()).toBeNull()
  for (const name of ['second', 'third']) void turn()?.then(() => begun.push(name))
  await Promise.resolve()
  expect(begun).toEqual(['first'])
  await setImmediate()
  expect(begun).toEqual(['first', 'second'])
  await setImmediate()
  expect(begun).toEqual(['first', 'second', 'third'])
})

test('a task after a pause starts immediately again', async () => {
  const turn = onePerTick()
  void turn()
  await turn()
  await setImmediate()
  expect(turn()).toBeNull()
})
