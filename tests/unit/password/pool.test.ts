import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, getPriority, tmpdir } from 'node:os'
import path from 'node:path'
import { threadId } from 'node:worker_threads'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  closePool,
  hashingLoad,
  HashingPool,
  hashingPool,
  refuseIfQueueFull,
  type PoolOptions,
} from '@/lib/password/pool'
import { err, ok, unwrap } from '@/lib/platform/result'

const WORKER = path.resolve(import.meta.dirname, 'workers/obedient-worker.mjs')

const REAL_WORKER = path.resolve('lib/password/bcrypt-worker.mjs')

let folder = ''
let pools: HashingPool[] = []

beforeAll(() => {
  vi.stubEnv('DATABASE_URL', 'postgresql://127.0.0.1/none')
})

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'latchkey-pool-'))
})

afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.close()))
  pools = []
  await rm(folder, { recursive: true })
})

function newPool(options: Omit<PoolOptions, 'filename'> & { filename?: string }): HashingPool {
  const pool = new HashingPool({ filename: WORKER, ...options })
  pools.push(pool)
  return pool
}

/** Refused, with a wait. */
const BUSY = err('busy', expect.any(Number))

const order = (secret: string) => ({ kind: 'hash', secret, cost: 4 }) as const

/** Keeps a thread busy, as a hash does, until released. */
function occupy(pool: HashingPool) {
  const file = path.join(folder, Math.random().toString(36).slice(2))
  const done = pool.run(order(`wait ${file}`))
  return { done, letGo: () => writeFile(file, '') }
}

describe('a hash', () => {
  test('is computed on another thread', async () => {
    const answer = unwrap(await newPool({ threads: 1, maxWaiting: 0 }).run(order('secret')))
    expect(answer).toEqual({
      threadId: expect.any(Number),
      hash: expect.stringMatching(/^\$2b\$04\$/),
    })
    expect(answer).not.toMatchObject({ threadId })
  })

  test('blocks only its own thread, not ours or the next', async () => {
    const pool = newPool({ threads: 2, maxWaiting: 0 })
    const [one, other] = [occupy(pool), occupy(pool)]
    // Reaching this line while both threads are blocked is the assertion.
    await Promise.all([one.letGo(), other.letGo()])
    const threads = await Promise.all([one.done, other.done])
    expect(new Set([threadId, ...threads.map(unwrap)]).size).toBe(3)
  })

  test.runIf(process.platform === 'linux')('runs at a lower priority than pages', async () => {
    const before = getPriority()
    const answer = unwrap(await newPool({ threads: 1, maxWaiting: 0 }).run(order('where')))
    expect(answer).toMatchObject({ isMainThread: false, priority: Math.max(10, before) })
    expect(getPriority()).toBe(before)
  })
})

describe('the queue', () => {
  test('is served in order of arrival', async () => {
    const pool = newPool({ threads: 1, maxWaiting: 10 })
    const served: string[] = []
    const serve = async (name: string) => {
      await pool.run(order('secret'))
      served.push(name)
    }
    const first = occupy(pool)
    const waiting = ['a', 'b', 'c'].map(serve)
    const newcomer = first.done.then(() => serve('newcomer'))
    await first.letGo()
    await Promise.all([...waiting, newcomer])
    expect(served).toEqual(['a', 'b', 'c', 'newcomer'])
  })

  test('refuses immediately when full, naming a wait, and accepts more when there is room', async () => {
    const pool = newPool({ threads: 1, maxWaiting: 2 })
    const first = occupy(pool)
    const waiting = [pool.run(order('secret')), pool.run(order('secret'))]
    expect(await pool.run(order('secret'))).toEqual(BUSY)
    expect(await pool.run(order('secret'))).toEqual(err('busy', 1))
    await first.letGo()
    await Promise.all(waiting)
    expect(await pool.run(order('secret'))).toMatchObject({ ok: true })
  })

  test('asks to wait as long as those in the queue will take', async () => {
    const pool = newPool({ threads: 1, maxWaiting: 20 })
    const first = occupy(pool)
    const waiting = Array.from({ length: 20 }, () => pool.run(order('secret')))
    // 20 times the 300 ms assumed before anything was measured.
    expect(await pool.run(order('secret'))).toEqual(err('busy', 6))
    await first.letGo()
    await Promise.all(waiting)
  })
})

describe('the reported wait', () => {
  test('is divided among the threads', async () => {
    const pool = newPool({ threads: 2, maxWaiting: 20 })
    const busy = [occupy(pool), occupy(pool)]
    const waiting = Array.from({ length: 20 }, () => pool.run(order('secret')))
    expect(await pool.run(order('secret'))).toEqual(err('busy', 3))
    await Promise.all(busy.map(({ letGo }) => letGo()))
    await Promise.all(waiting)
  })

  test('follows the recent duration of hashes', async () => {
    const pool = newPool({ threads: 1, maxWaiting: 20 })
    for (let made = 0; made < 30; made += 1) await pool.run(order('secret'))
    const first = occupy(pool)
    const waiting = Array.from({ length: 20 }, () => pool.run(order('secret')))
    const refused = await pool.run(order('secret'))
    await first.letGo()
    await Promise.all(waiting)
    if (refused.ok) throw new Error('The queue was full.')
    // These hashes take a fraction of the time assumed before any measurement, on any machine.
    expect(refused.refusal.retryAfterSeconds).toBeLessThan(6)
  })

  test('is reported to strangers even before there is anything to hash', async () => {
    let refusals = 0
    const observer = { waited: () => {}, hashed: () => {}, refused: () => void (refusals += 1) }
    const pool = newPool({ threads: 1, maxWaiting: 1, reservedWaiting: 1, observer })
    expect(pool.refuseEarly()).toBeNull()
    const first = occupy(pool)
    expect(pool.refuseEarly()).toBeNull()
    const stranger = pool.run(order('secret'))
    expect(pool.refuseEarly()).toEqual(err('busy', 1))
    expect(refusals).toBe(1)
    const known = pool.run(order('secret'), 'reserved')
    await first.letGo()
    await Promise.all([first.done, stranger, known])
    expect(pool.refuseEarly()).toBeNull()
  })
})

describe('the pool reports', () => {
  test('how long each job waited and ran, and which were refused', async () => {
    const told: { what: string; ms: number }[] = []
    const observer = {
      waited: (ms: number) => void told.push({ what: 'waited', ms }),
      hashed: (ms: number) => void told.push({ what: 'hashed', ms }),
      refused: () => void told.push({ what: 'refused', ms: 0 }),
    }
    const pool = newPool({ threads: 1, maxWaiting: 1, observer })
    const begunAt = performance.now()
    const first = occupy(pool)
    const second = pool.run(order('secret'))
    expect(await pool.run(order('secret'))).toEqual(BUSY)
    await first.letGo()
    await second
    const elapsedMs = performance.now() - begunAt
    expect(told.map(({ what }) => what).sort()).toEqual([
      ...['hashed', 'hashed', 'refused', 'waited', 'waited'],
    ])
    for (const { ms } of told) {
      expect(ms).toBeGreaterThanOrEqual(0)
      expect(ms).toBeLessThanOrEqual(elapsedMs)
    }
  })

  test('how many jobs run and how many wait', async () => {
    const pool = newPool({ threads: 1, maxWaiting: 5, reservedWaiting: 5 })
    const first = occupy(pool)
    const waiting = [pool.run(order('secret')), pool.run(order('secret'), 'reserved')]
    expect(pool.load).toEqual({ threads: 1, running: 1, waiting: 2 })
    await first.letGo()
    await Promise.all([first.done, ...waiting])
    expect(pool.load).toEqual({ threads: 1, running: 0, waiting: 0 })
  })
})

describe('the reserved lane', () => {
  test('accepts known devices while strangers fill the queue, and no strangers', async () => {
    const pool = newPool({ threads: 1, maxWaiting: 2, reservedWaiting: 1 })
    const first = occupy(pool)
    const strangers = [pool.run(order('secret')), pool.run(order('secret'))]
    expect(await pool.run(order('secret'))).toEqual(BUSY)
    const known = pool.run(order('secret'), 'reserved')
    expect(await pool.run(order('secret'), 'reserved')).toEqual(BUSY)
    await first.letGo()
    await expect(Promise.all([...strangers, known])).resolves.toHaveLength(3)
  })

  test('alternates with the other lane, each in order of arrival', async () => {
    const pool = newPool({ threads: 1, maxWaiting: 10, reservedWaiting: 10 })
    const served: string[] = []
    const serve = async (name: string, line: 'reserved' | 'ordinary') => {
      await pool.run(order('secret'), line)
      served.push(name)
    }
    const first = occupy(pool)
    const waiting = [
      ...['s1', 's2', 's3', 's4'].map((name) => serve(name, 'ordinary')),
      ...['k1', 'k2'].map((name) => serve(name, 'reserved')),
    ]
    await first.letGo()
    await Promise.all(waiting)
    expect(served).toEqual(['k1', 's1', 'k2', 's2', 's3', 's4'])
  })

  test('sends known devices to the other lane when full', async () => {
    const pool = newPool({ threads: 1, maxWaiting: 1, reservedWaiting: 0 })
    const first = occupy(pool)
    const known = pool.run(order('secret'), 'reserved')
    expect(await pool.run(order('secret'))).toEqual(BUSY)
    await first.letGo()
    expect(await known).toMatchObject({ ok: true })
  })
})

describe('a thread that dies', () => {
  test('is replaced, and its job runs on another', async () => {
    const pool = newPool({ threads: 1, maxWaiting: 5 })
    const dying = pool.run(order(`die-once ${path.join(folder, 'died')}`))
    const behind = pool.run(order('secret'))
    expect(await dying).toEqual(ok('survived'))
    expect(unwrap(await behind)).toMatchObject({ hash: expect.any(String) })
  })

  test('twice on the same job fails only that job', async () => {
    const pool = newPool({ threads: 2, maxWaiting: 5 })
    const jobs = ['die', 'secret', 'die', 'secret', 'secret'].map((secret) =>
      pool.run(order(secret)),
    )
    const outcomes = await Promise.allSettled(jobs)
    expect(outcomes.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ])
    expect(await pool.run(order('secret'))).toMatchObject({ ok: true })
  })
})

describe('threads that cannot start', () => {
  const deadlines = { jobMs: 5000, failingJobMs: 200 }

  test.each(['the worker is missing', 'bcryptjs is missing'])(
    'fail every job in time and say so once: %s',
    async (what) => {
      const causes: unknown[] = []
      const filename = path.join(folder, 'bcrypt-worker.mjs')
      // No package can be found from there.
      if (what.startsWith('bcryptjs')) await copyFile(REAL_WORKER, filename)
      const onFailure = (cause: unknown) => void causes.push(cause)
      const pool = newPool({ threads: 1, maxWaiting: 5, deadlines, filename, onFailure })
      const jobs = [pool.run(order('secret')), pool.run(order('secret'))]
      for (const outcome of await Promise.allSettled(jobs)) {
        expect(outcome).toMatchObject({ reason: { name: 'DependencyUnavailable' } })
      }
      expect(await pool.isWorking()).toBe(false)
      expect(causes.map(String)).toEqual([expect.stringMatching(/Cannot find (module|package)/)])
    },
  )

  test('are reported by a trial before the first job, as is a thread that works', async () => {
    const filename = path.join(folder, 'missing.mjs')
    expect(await newPool({ threads: 1, maxWaiting: 0, deadlines, filename }).isWorking()).toBe(
      false,
    )
    expect(await newPool({ threads: 1, maxWaiting: 0 }).isWorking()).toBe(true)
  })
})

test('a job that exceeds the deadline fails, and the next one gets a new thread', async () => {
  const deadlines = { jobMs: 300, failingJobMs: 10_000 }
  const pool = newPool({ threads: 1, maxWaiting: 5, deadlines })
  const endless = occupy(pool)
  await expect(endless.done).rejects.toMatchObject({ name: 'DependencyUnavailable' })
  expect(await pool.run(order('secret'))).toMatchObject({ ok: true })
})

test('the process has one pool, which starts again after being closed', async () => {
  const pool = hashingPool()
  expect(hashingPool()).toBe(pool)
  expect(unwrap(await pool.run(order('secret')))).toMatch(/^\$2b\$04\$.{53}$/)
  await closePool()
  expect(hashingPool()).not.toBe(pool)
  await closePool()
  await closePool()
})

test('the pool has one thread per core, with 32 slots each, 8 of them reserved', async () => {
  const nothing = { threads: 0, running: 0, waiting: 0 }
  expect([hashingLoad(), refuseIfQueueFull()]).toEqual([nothing, null])
  const pool = hashingPool()
  const threads = availableParallelism()
  const fill = (count: number, line: 'ordinary' | 'reserved') =>
    Array.from({ length: count }, () => pool.run(order('secret'), line))
  const jobs = fill(threads, 'ordinary')
  expect(refuseIfQueueFull()).toBeNull()
  jobs.push(...fill(24 * threads, 'ordinary'))
  expect(refuseIfQueueFull()).toEqual(BUSY)
  jobs.push(...fill(8 * threads, 'reserved'))
  expect(await pool.run(order('secret'), 'reserved')).toEqual(BUSY)
  expect(hashingLoad()).toEqual({ threads, running: threads, waiting: 32 * threads })
  await Promise.all(jobs)
  await closePool()
  expect(hashingLoad()).toEqual(nothing)
})
