import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keyOfSession, SessionMemory } from '@/lib/data/sessions/session-cache'
import type { OpenSession } from '@/lib/data/sessions/session-columns'

const NOON = new Date('2026-03-01T12:00:00Z')
const LATER = new Date('2026-03-01T13:00:00Z')

function session(id: string, userId = 'ada'): OpenSession {
  return {
    ...{ id, createdAt: NOON, lastSeenAt: NOON, provedAt: NOON },
    ...{ idleEndAt: LATER, absoluteEndAt: LATER, remember: false, address: '', userAgent: '' },
    user: {
      ...{ id: userId, name: 'Ada', username: 'ada', email: 'ada@example.com', image: null },
      ...{ role: 'USER', emailVerifiedAt: NOON, disabledAt: null, disabledUntil: null },
    },
  }
}

let memory: SessionMemory

beforeEach(() => {
  vi.useFakeTimers({ now: NOON, toFake: ['performance'] })
  memory = new SessionMemory()
  memory.trustUntil(performance.now() + 2000)
})
afterEach(() => vi.useRealTimers())

function learn(...sessions: OpenSession[]) {
  for (const one of sessions) memory.remember(one, memory.asking())
}

test('what was remembered is recalled while the news is heard, and not a moment longer', () => {
  learn(session('a'))
  expect(memory.recall('a')).toEqual(session('a'))
  vi.advanceTimersByTime(1999)
  expect(memory.recall('a')).toBeDefined()
  vi.advanceTimersByTime(1)
  expect(memory.recall('a')).toBeUndefined()
})

test('without anybody to hear the news nothing is remembered', () => {
  const deaf = new SessionMemory()
  deaf.remember(session('a'), deaf.asking())
  deaf.trustUntil(performance.now() + 2000)
  expect(deaf.recall('a')).toBeUndefined()
})

test('the news of a session makes it go, and only it', () => {
  learn(session('a'), session('b'))
  memory.sessionChanged(keyOfSession('a'))
  expect(memory.recall('a')).toBeUndefined()
  expect(memory.recall('b')).toBeDefined()
})

test('the news of a user makes all of their sessions go, and nobody else’s', () => {
  learn(session('a'), session('b'), session('c', 'eve'))
  memory.userChanged('ada')
  expect(['a', 'b', 'c'].map((id) => memory.recall(id) !== undefined)).toEqual([false, false, true])
})

test('an answer that was under way when news came is not kept', () => {
  const asked = memory.asking()
  memory.sessionChanged(keyOfSession('a'))
  memory.remember(session('a'), asked)
  expect(memory.recall('a')).toBeUndefined()
})

test('an answer from before the connection was lost is not kept after it', () => {
  const asked = memory.asking()
  memory.distrust()
  memory.trustUntil(performance.now() + 2000)
  memory.remember(session('a'), asked)
  expect(memory.recall('a')).toBeUndefined()
})

test.each([{ sessionId: 'a' }, { userId: 'ada' }])(
  'what is about to change (%o) is neither recalled nor remembered',
  (what) => {
    learn(session('a'))
    memory.doubt(what)
    expect(memory.recall('a')).toBeUndefined()
    learn(session('a'))
    expect(memory.recall('a')).toBeUndefined()
  },
)

test('the news ends the doubt', () => {
  memory.doubt({ sessionId: 'a' })
  memory.doubt({ userId: 'ada' })
  memory.sessionChanged(keyOfSession('a'))
  memory.userChanged('ada')
  learn(session('a'))
  expect(memory.recall('a')).toBeDefined()
})

test('a lost connection forgets everything', () => {
  learn(session('a'))
  memory.distrust()
  expect(memory.isTrusted).toBe(false)
  memory.trustUntil(performance.now() + 2000)
  expect(memory.recall('a')).toBeUndefined()
})
