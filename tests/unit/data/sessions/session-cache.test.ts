import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sessionCacheKey, SessionCache } from '@/lib/data/sessions/session-cache'
import type { OpenSession } from '@/lib/data/sessions/session-columns'

const NOON = new Date('2026-03-01T12:00:00Z')
const LATER = new Date('2026-03-01T13:00:00Z')

function session(id: string, userId = 'ada'): OpenSession {
  return {
    ...{ id, createdAt: NOON, lastSeenAt: NOON, provedAt: NOON, method: 'password' },
    ...{ idleEndAt: LATER, absoluteEndAt: LATER, remember: false, address: '', userAgent: '' },
    ...{ boundAt: null, boundId: null, boundHash: null, boundUntil: null, earlierHash: null },
    ...{ earlierUntil: null, boundShownAt: null, boundAddress: null, boundUserAgent: null },
    ...{ tellsOfCopy: false, endsAt: LATER },
    user: {
      ...{ id: userId, name: 'Ada', username: 'ada', email: 'ada@example.com', image: null },
      ...{ role: 'USER', emailVerifiedAt: NOON, disabledAt: null, disabledUntil: null },
      twoFactorEnabledAt: null,
      passkeysEnabledAt: null,
      passkeyOfferedAt: null,
    },
  }
}

let cache: SessionCache

beforeEach(() => {
  vi.useFakeTimers({ now: NOON, toFake: ['performance'] })
  cache = new SessionCache()
  cache.enableUntil(performance.now() + 2000)
})
afterEach(() => vi.useRealTimers())

function cacheAll(...sessions: OpenSession[]) {
  for (const one of sessions) cache.set(one, cache.startLookup())
}

test('a cached session is served until the cache stops being enabled, and no longer', () => {
  cacheAll(session('a'))
  expect(cache.get('a')).toEqual(session('a'))
  vi.advanceTimersByTime(1999)
  expect(cache.get('a')).toBeDefined()
  vi.advanceTimersByTime(1)
  expect(cache.get('a')).toBeUndefined()
})

test('a disabled cache stores nothing', () => {
  const disabled = new SessionCache()
  disabled.set(session('a'), disabled.startLookup())
  disabled.enableUntil(performance.now() + 2000)
  expect(disabled.get('a')).toBeUndefined()
})

test('a change to a session removes that session alone', () => {
  cacheAll(session('a'), session('b'))
  cache.sessionChanged(sessionCacheKey('a'))
  expect(cache.get('a')).toBeUndefined()
  expect(cache.get('b')).toBeDefined()
})

test('a change to a user removes all of their sessions and no others', () => {
  cacheAll(session('a'), session('b'), session('c', 'eve'))
  cache.userChanged('ada')
  expect(['a', 'b', 'c'].map((id) => cache.get(id) !== undefined)).toEqual([false, false, true])
})

test('a look-up that started before a change is not cached', () => {
  const lookup = cache.startLookup()
  cache.sessionChanged(sessionCacheKey('a'))
  cache.set(session('a'), lookup)
  expect(cache.get('a')).toBeUndefined()
})

test('a look-up that started before the cache was disabled is not cached afterwards', () => {
  const lookup = cache.startLookup()
  cache.disable()
  cache.enableUntil(performance.now() + 2000)
  cache.set(session('a'), lookup)
  expect(cache.get('a')).toBeUndefined()
})

test.each([{ sessionId: 'a' }, { userId: 'ada' }])(
  'an invalidated entry (%o) is neither served nor cached again',
  (target) => {
    cacheAll(session('a'))
    cache.invalidate(target)
    expect(cache.get('a')).toBeUndefined()
    cacheAll(session('a'))
    expect(cache.get('a')).toBeUndefined()
  },
)

test.each([{ sessionId: 'a' }, { userId: 'ada' }])(
  'an invalidated entry (%o) does not come back when no notification arrives',
  async (target) => {
    vi.useRealTimers()
    const now = vi.spyOn(performance, 'now').mockReturnValue(1000)
    cache.enableUntil(120_000)
    cacheAll(session('a'))
    cache.invalidate(target)
    now.mockReturnValue(60_000)
    // The cache reads the clock once a millisecond.
    await new Promise((resolve) => setTimeout(resolve, 2))
    expect(cache.get('a')).toBeUndefined()
  },
)

test('notification of the change ends the invalidation', () => {
  cache.invalidate({ sessionId: 'a' })
  cache.invalidate({ userId: 'ada' })
  cache.sessionChanged(sessionCacheKey('a'))
  cache.userChanged('ada')
  cacheAll(session('a'))
  expect(cache.get('a')).toBeDefined()
})

test('disabling the cache clears it', () => {
  cacheAll(session('a'))
  cache.disable()
  expect(cache.isEnabled).toBe(false)
  cache.enableUntil(performance.now() + 2000)
  expect(cache.get('a')).toBeUndefined()
})
