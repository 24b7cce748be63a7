import { hours, minutes, seconds } from '@/lib/domain/time'
import type { SessionReading } from './read-session'

export type WatchedSession = {
  sessionId: string
  userId: string
  /** Milliseconds since the epoch on the server's clock. */
  endsAtMs: number
  absoluteEndAtMs: number
  serverNowMs: number
}

export type SessionView = {
  phase:
    | 'live'
    /** Two minutes or less. */
    | 'ending'
    /** It should have ended, but the server cannot be reached. */
    | 'stale'
    | 'expired'
  /** Which limit ends it: inactivity, or the fixed one. */
  reason: 'idle' | 'absolute'
  secondsLeft: number
}

export type MonitorEvents = {
  read: () => Promise<SessionReading>
  /** Whether leaving the page would lose typed text. */
  hasTypedText: () => boolean
  /** Ended early: signed out elsewhere, or revoked; and nothing would be lost by leaving the page. */
  onEndedElsewhere: () => void
  /** The browser has another session now. */
  onOtherSession: (isSamePerson: boolean) => void
}

const WARN_MS = minutes(2)
/** Timers longer than 24.8 days would fire at once. */
const LONGEST_SLEEP_MS = hours(1)
const FIRST_RETRY_MS = seconds(1)
const LONGEST_RETRY_MS = minutes(1)
/** Tolerance for clock skew and latency around the end of a session. */
const LEEWAY_MS = seconds(5)

/**
 * Tracks when the session ends, and confirms the end with the server.
 *
 * It uses the server's time plus the time elapsed here, so a wrong clock on the device does not matter.
 * An end is never announced without asking the server, because another tab may have been active.
 */
export class SessionMonitor {
  readonly #session: WatchedSession
  readonly #events: MonitorEvents
  readonly #startedAtMs = Date.now()
  readonly #listeners = new Set<() => void>()
  #endsAtMs: number
  #confirmedEndMs = 0
  #failures = 0
  #isAsking = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #isRunning = false
  #view: SessionView

  constructor(session: WatchedSession, events: MonitorEvents) {
    this.#session = session
    this.#events = events
    this.#endsAtMs = session.endsAtMs
    this.#view = { phase: 'live', reason: this.#reason(), secondsLeft: 0 }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly view = (): SessionView => this.#view

  start(): void {
    this.#isRunning = true
    this.#look()
  }

  /** Stops permanently, because the page is being left. */
  stop(): void {
    this.#isRunning = false
    clearTimeout(this.#timer)
  }

  /** Call with a later end, from a response of the server or from another tab. */
  learn(endsAtMs: number): void {
    if (!(endsAtMs > this.#endsAtMs)) return
    this.#endsAtMs = endsAtMs
    if (this.#view.phase !== 'expired') this.#look()
  }

  /** Checks with the server now. */
  async check(): Promise<void> {
    if (this.#isAsking || !this.#isRunning) return
    this.#isAsking = true
    const reading = await this.#events.read()
    this.#isAsking = false
    if (this.#isRunning) this.#judge(reading)
  }

  #judge(reading: SessionReading): void {
    if (reading.kind === 'unknown') {
      this.#failures += 1
      // Requested shortly before the end: the warning must not wait for an unresponsive server.
      this.#confirmedEndMs = this.#endsAtMs
      this.#look()
      return
    }
    this.#failures = 0
    if (reading.kind === 'ended') this.#end()
    else if (reading.sessionId !== this.#session.sessionId) {
      this.#events.onOtherSession(reading.userId === this.#session.userId)
    } else {
      this.#endsAtMs = reading.endsAtMs
      this.#confirmedEndMs = reading.endsAtMs
      this.#look()
    }
  }

  #end(): void {
    if (this.#view.phase === 'expired') return
    if (this.#leftMs() > LEEWAY_MS && !this.#events.hasTypedText()) {
      this.stop()
      this.#events.onEndedElsewhere()
      return
    }
    clearTimeout(this.#timer)
    this.#show('expired')
  }

  /** Decides by the clock what to show and when to check again. */
  #look(): void {
    clearTimeout(this.#timer)
    if (!this.#isRunning) return
    const leftMs = this.#leftMs()
    if (leftMs > WARN_MS) {
      this.#show('live')
      this.#lookIn(Math.min(leftMs - WARN_MS, LONGEST_SLEEP_MS))
    } else if (leftMs > 0) {
      if (this.#confirmedEndMs === this.#endsAtMs) this.#show('ending')
      else void this.check()
      this.#lookIn(Math.min(leftMs, seconds(1)))
    } else if (this.#failures > 0) {
      this.#show('stale')
      this.#askIn(Math.min(FIRST_RETRY_MS * 2 ** (this.#failures - 1), LONGEST_RETRY_MS))
    } else {
      // The server has just confirmed the session: check again, but after a pause.
      this.#askIn(this.#confirmedEndMs === this.#endsAtMs ? FIRST_RETRY_MS : 0)
    }
  }

  #lookIn(waitMs: number): void {
    this.#timer = setTimeout(() => this.#look(), waitMs)
  }

  #askIn(waitMs: number): void {
    this.#timer = setTimeout(() => void this.check(), waitMs)
  }

  #leftMs(): number {
    const passedMs = Date.now() - this.#startedAtMs
    return this.#endsAtMs - (this.#session.serverNowMs + passedMs)
  }

  #reason(): SessionView['reason'] {
    return this.#endsAtMs >= this.#session.absoluteEndAtMs ? 'absolute' : 'idle'
  }

  #show(phase: SessionView['phase']): void {
    const isCounting = phase === 'ending'
    const secondsLeft = isCounting ? Math.max(0, Math.ceil(this.#leftMs() / seconds(1))) : 0
    const next = { phase, reason: this.#reason(), secondsLeft }
    const { phase: lastPhase, reason, secondsLeft: lastLeft } = this.#view
    if (lastPhase === phase && reason === next.reason && lastLeft === secondsLeft) return
    this.#view = next
    for (const listener of this.#listeners) listener()
  }
}
