import os from 'node:os'
import bcrypt from 'bcryptjs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import run from '@/lib/password/bcrypt-worker.mjs'

/* Tests the work itself, outside its thread; the pool's tests cover the threads. */

const SECRET = 'x'.repeat(64)
const OTHER = 'y'.repeat(64)

describe('a job', () => {
  test('to hash returns a hash of the requested cost', () => {
    const hash = String(run({ kind: 'hash', secret: SECRET, cost: 5 }))
    expect(bcrypt.getRounds(hash)).toBe(5)
    expect(bcrypt.compareSync(SECRET, hash)).toBe(true)
  })

  test('to compare returns whether the secret matches', () => {
    const hash = bcrypt.hashSync(SECRET, 4)
    expect(run({ kind: 'compare', secret: SECRET, hash, padToCost: 4 })).toBe(true)
    expect(run({ kind: 'compare', secret: OTHER, hash, padToCost: 4 })).toBe(false)
  })

  test.each([
    ['a refusal by a cheaper hash', OTHER, 7, [4, 5, 6]],
    ['a refusal by a hash of the full cost', OTHER, 4, []],
    ['a refusal by a dearer hash', OTHER, 3, []],
    ['a match', SECRET, 7, []],
  ])('for %s is padded up to the full cost and no further', (_what, secret, padToCost, costs) => {
    const hash = bcrypt.hashSync(SECRET, 4)
    const hashed = vi.spyOn(bcrypt, 'hashSync')
    void run({ kind: 'compare', secret, hash, padToCost })
    expect(hashed.mock.calls).toEqual(costs.map((cost) => [secret, cost]))
  })
})

describe('hashing lowers its priority below page requests', () => {
  afterEach(() => vi.doUnmock('node:worker_threads'))

  async function prioritiesSet(where: { isMainThread: boolean; platform: 'linux' | 'darwin' }) {
    vi.resetModules()
    vi.doMock('node:worker_threads', () => ({ isMainThread: where.isMainThread }))
    vi.spyOn(os, 'platform').mockReturnValue(where.platform)
    const set = vi.spyOn(os, 'setPriority').mockReturnValue()
    await import('@/lib/password/bcrypt-worker.mjs')
    return set.mock.calls
  }

  test.each([
    ['an ordinary thread', 0, 10],
    ['one that yields already', 15, 15],
  ])('%s: from %i to %i', async (_what, before, after) => {
    vi.spyOn(os, 'getPriority').mockReturnValue(before)
    expect(await prioritiesSet({ isMainThread: false, platform: 'linux' })).toEqual([[after]])
  })

  test('not on the main thread, or where it would slow down the whole process', async () => {
    expect(await prioritiesSet({ isMainThread: true, platform: 'linux' })).toEqual([])
    expect(await prioritiesSet({ isMainThread: false, platform: 'darwin' })).toEqual([])
  })

  test('and ignores a sandbox that forbids it', async () => {
    vi.spyOn(os, 'getPriority').mockImplementation(() => {
      throw new Error('not permitted')
    })
    expect(await prioritiesSet({ isMainThread: false, platform: 'linux' })).toEqual([])
  })
})
