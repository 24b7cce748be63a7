import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { minutes, seconds } from '@/lib/domain/time'
import type { OpenSession } from './session-columns'
import { processWide } from '@/lib/platform/process-wide'

/** Enough for the people of a few minutes; the ones seen longest ago are asked for again. */
const MAX_SESSIONS = 20_000
/** News of every change makes an entry go at once; this bounds what a missed one could do. */
const MAX_AGE_MS = minutes(5)
/** Longer than any transaction may take: by then its news has come, or it was rolled back. */
const DOUBT_MS = seconds(10)

/** Taken before the database is asked, so that an answer older than the latest news is not kept. */
export type Asked = { at: number }

/**
 * What the database last said about open sessions, for as long as it would tell of every change.
 *
 * Nothing is recalled unless somebody hears the news (`trustUntil`). An entry goes with the news of a
 * change in its session or user; what this process itself is about to change is doubted from before
 * the change until its news, so that the next request already sees it.
 */
export class SessionMemory {
  /** How often each source answered, for the metrics. */
  readonly answers = { memory: 0, database: 0 }

  readonly #sessions = new LRUCache<string, OpenSession>({
    max: MAX_SESSIONS,
    ttl: MAX_AGE_MS,
    dispose: (session, key) => this.#forgetKeyOf(session.user.id, key),
  })
  readonly #keysOfUser = new Map<string, Set<string>>()
  readonly #doubts = new LRUCache<string, true>({ max: MAX_SESSIONS, ttl: DOUBT_MS })
  /** Counts everything that may make an answer under way stale. */
  #news = 0
  #trustedUntilMs = 0

  /** @param untilMs on the clock of `performance.now()`, in milliseconds */
  trustUntil(untilMs: number): void {
    this.#trustedUntilMs = untilMs
  }

  /** Nobody hears the news any more: all is forgotten, and the database asked every time. */
  distrust(): void {
    this.#trustedUntilMs = 0
    this.#news += 1
    this.#sessions.clear()
  }

  get isTrusted(): boolean {
    return performance.now() < this.#trustedUntilMs
  }

  /** @returns undefined when the database has to be asked */
  recall(sessionId: string): OpenSession | undefined {
    if (!this.isTrusted) return undefined
    const key = keyOfSession(sessionId)
    const session = this.#sessions.get(key)
    return session && !this.#isDoubted(key, session.user.id) ? session : undefined
  }

  asking(): Asked {
    this.answers.database += 1
    return { at: this.#news }
  }

  /** Keeps an answer, unless there was news since it was asked for. */
  remember(session: OpenSession, asked: Asked): void {
    if (!this.isTrusted || asked.at !== this.#news) return
    const key = keyOfSession(session.id)
    const userId = session.user.id
    if (this.#isDoubted(key, userId)) return
    this.#sessions.set(key, session)
    const keys = this.#keysOfUser.get(userId) ?? new Set()
    this.#keysOfUser.set(userId, keys.add(key))
  }

  /** The news of a change, from whichever process. @param key as {@link keyOfSession} gives it */
  sessionChanged(key: string): void {
    this.#news += 1
    this.#doubts.delete(key)
    this.#sessions.delete(key)
  }

  /** As {@link sessionChanged}, for every session of a user. */
  userChanged(userId: string): void {
    this.#news += 1
    this.#doubts.delete(userId)
    for (const key of [...(this.#keysOfUser.get(userId) ?? [])]) this.#sessions.delete(key)
  }

  /** To be called before this process changes a session, or all of a user's. */
  doubt(what: { sessionId: string } | { userId: string }): void {
    this.#news += 1
    this.#doubts.set('userId' in what ? what.userId : keyOfSession(what.sessionId), true)
  }

  #isDoubted(key: string, userId: string): boolean {
    return this.#doubts.has(key) || this.#doubts.has(userId)
  }

  #forgetKeyOf(userId: string, key: string): void {
    const keys = this.#keysOfUser.get(userId)
    keys?.delete(key)
    if (keys?.size === 0) this.#keysOfUser.delete(userId)
  }
}

/** What a session is called in the news, which anybody who may read the database can hear. */
export function keyOfSession(sessionId: string): string {
  return hash('sha256', sessionId, 'hex')
}

const shared = processWide('session-memory', () => new SessionMemory())

/** The one of this process, for middleware, pages and the listener. */
export function sessionMemory(): SessionMemory {
  return shared.get()
}
