import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { minutes, seconds } from '@/lib/domain/time'
import type { OpenSession } from './session-columns'
import { processWide } from '@/lib/platform/process-wide'

/** Enough for the users of a few minutes; the least recently used entries are evicted. */
const MAX_SESSIONS = 20_000
/** Notifications remove changed entries at once; this limits the damage of a missed one. */
const MAX_AGE_MS = minutes(5)
/** Longer than any transaction may take: by then it was committed and notified, or rolled back. */
const INVALIDATION_MS = seconds(10)

/** Taken before the database is queried, so that a result older than the latest change is not cached. */
export type Lookup = { version: number }

/**
 * Caches open sessions while every change to them is reported.
 *
 * It serves nothing unless notifications are being received (`enableUntil`). A notification removes the
 * entries of the session or user that changed. What this process itself is about to change is
 * invalidated before the change until its notification arrives, so that the next request sees it.
 */
export class SessionCache {
  /** Look-ups by the source that answered them, for the metrics. */
  readonly lookups = { memory: 0, database: 0 }

  readonly #sessions = new LRUCache<string, OpenSession>({
    max: MAX_SESSIONS,
    ttl: MAX_AGE_MS,
    dispose: (session, key) => this.#removeUserKey(session.user.id, key),
  })
  readonly #keysByUser = new Map<string, Set<string>>()
  readonly #invalidated = new LRUCache<string, true>({ max: MAX_SESSIONS, ttl: INVALIDATION_MS })
  readonly #listeners = new Set<(changed: string) => void>()
  /** Incremented by everything that may make a look-up in progress stale. */
  #version = 0
  #enabledUntilMs = 0

  /** @param untilMs on the clock of `performance.now()`, in milliseconds */
  enableUntil(untilMs: number): void {
    this.#enabledUntilMs = untilMs
  }

  /** Clears the cache and sends every look-up to the database until it is enabled again. */
  disable(): void {
    this.#enabledUntilMs = 0
    this.#version += 1
    this.#sessions.clear()
  }

  get isEnabled(): boolean {
    return performance.now() < this.#enabledUntilMs
  }

  /** @returns undefined when the database has to be queried */
  get(sessionId: string): OpenSession | undefined {
    if (!this.isEnabled) return undefined
    const key = sessionCacheKey(sessionId)
    const session = this.#sessions.get(key)
    return session && !this.#isInvalidated(key, session.user.id) ? session : undefined
  }

  startLookup(): Lookup {
    this.lookups.database += 1
    return { version: this.#version }
  }

  /** Caches a session, unless something changed since its look-up started. */
  set(session: OpenSession, lookup: Lookup): void {
    if (!this.isEnabled || lookup.version !== this.#version) return
    const key = sessionCacheKey(session.id)
    const userId = session.user.id
    if (this.#isInvalidated(key, userId)) return
    this.#sessions.set(key, session)
    const keys = this.#keysByUser.get(userId) ?? new Set()
    this.#keysByUser.set(userId, keys.add(key))
  }

  /** Call when any process has changed a session. @param key from {@link sessionCacheKey} */
  sessionChanged(key: string): void {
    this.#version += 1
    this.#invalidated.delete(key)
    this.#sessions.delete(key)
    this.#report(key)
  }

  /** Call when any process has changed a user: removes all of the user's sessions. */
  userChanged(userId: string): void {
    this.#version += 1
    this.#invalidated.delete(userId)
    this.#deleteUser(userId)
    this.#report(userId)
  }

  /**
   * Reports what any process has changed: a key from {@link sessionCacheKey}, or a user's id. Nothing is
   * reported while notifications are not received.
   *
   * @returns stops reporting
   */
  onChange(listener: (changed: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #report(changed: string): void {
    for (const listener of [...this.#listeners]) listener(changed)
  }

  /**
   * Call before this process changes a session, or all sessions of a user. What is cached of them goes
   * at once, so that it cannot come back should the notification get lost.
   */
  invalidate(target: { sessionId: string } | { userId: string }): void {
    this.#version += 1
    if ('userId' in target) {
      this.#invalidated.set(target.userId, true)
      this.#deleteUser(target.userId)
    } else {
      const key = sessionCacheKey(target.sessionId)
      this.#invalidated.set(key, true)
      this.#sessions.delete(key)
    }
  }

  #deleteUser(userId: string): void {
    for (const key of [...(this.#keysByUser.get(userId) ?? [])]) this.#sessions.delete(key)
  }

  #isInvalidated(key: string, userId: string): boolean {
    return this.#invalidated.has(key) || this.#invalidated.has(userId)
  }

  #removeUserKey(userId: string, key: string): void {
    const keys = this.#keysByUser.get(userId)
    keys?.delete(key)
    if (keys?.size === 0) this.#keysByUser.delete(userId)
  }
}

/** Identifies a session in notifications, which anybody with read access to the database receives. */
export function sessionCacheKey(sessionId: string): string {
  return hash('sha256', sessionId, 'hex')
}

const shared = processWide('session-cache', () => new SessionCache())

/** This process's cache, shared by the middleware, pages and the listener. */
export function sessionCache(): SessionCache {
  return shared.get()
}
