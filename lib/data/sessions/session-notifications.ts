import { randomBytes } from 'node:crypto'
import { seconds } from '@/lib/domain/time'
import { NewsConnection } from './notification-connection'
import { sessionMemory, type SessionMemory } from './session-cache'

/** The database's triggers tell of every change here: `session <key>` or `user <id>`. */
const CHANNEL = 'latchkey_sessions'
const BEAT_EVERY_MS = seconds(1)
/** Without a beat for so long, nothing that was remembered is believed. */
const TRUST_MS = seconds(2)
const BEAT_CHANNEL_BYTES = 8

export type SessionNewsEvents = {
  onHeard?: () => void
  onLost?: (reason: unknown) => void
}

/**
 * Hears from PostgreSQL which sessions and users changed, in whichever process, and keeps the memory
 * of sessions true.
 *
 * News comes in the order of the commits. So the beat, which this listener sends to itself through the
 * database once a second, proves with its return that everything committed before has been heard. It
 * also finds out a pooler that shares connections between transactions: there no beat comes back, and
 * nothing is ever remembered.
 */
export class SessionNews {
  readonly #memory: SessionMemory
  readonly #events: SessionNewsEvents
  readonly #connection: NewsConnection
  readonly #beatChannel = `latchkey_beat_${randomBytes(BEAT_CHANNEL_BYTES).toString('hex')}`
  #timer: NodeJS.Timeout | undefined
  #isHearing = false

  constructor(events: SessionNewsEvents = {}, memory = sessionMemory(), connectionString?: string) {
    this.#events = events
    this.#memory = memory
    this.#connection = new NewsConnection({
      name: 'latchkey session news',
      channels: [CHANNEL, this.#beatChannel],
      onNews: (channel, payload) => this.#hear(channel, payload),
      onListening: () => this.#beat(),
      onLost: (reason) => this.#lose(reason),
      ...(connectionString === undefined ? {} : { connectionString }),
    })
  }

  /** Goes on trying until it is stopped; never throws. */
  async start(): Promise<void> {
    await this.#connection.start()
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer)
    this.#memory.distrust()
    await this.#connection.stop()
  }

  /** One round through the database; its payload says when it was sent. */
  async #beat(): Promise<void> {
    await this.#connection.tell(this.#beatChannel, String(performance.now()))
    // Only one goes round at a time, whatever happened to the connection meanwhile.
    clearTimeout(this.#timer)
    // A beat that fails has lost the connection, and the next connection begins with a beat.
    this.#timer = setTimeout(() => void this.#beat().catch(() => {}), BEAT_EVERY_MS).unref()
  }

  #hear(channel: string, payload: string): void {
    if (channel === this.#beatChannel) {
      this.#memory.trustUntil(Number(payload) + TRUST_MS)
      if (!this.#isHearing) this.#events.onHeard?.()
      this.#isHearing = true
      return
    }
    const [what, name = ''] = payload.split(' ')
    if (what === 'session') this.#memory.sessionChanged(name)
    if (what === 'user') this.#memory.userChanged(name)
  }

  #lose(reason: unknown): void {
    clearTimeout(this.#timer)
    this.#memory.distrust()
    if (this.#isHearing) this.#events.onLost?.(reason)
    this.#isHearing = false
  }
}
