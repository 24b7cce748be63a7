import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { seconds } from '@/lib/domain/time'
import { env } from '@/lib/env'
import { sessionMemory, type SessionMemory } from './session-memory'

/** The database's triggers tell of every change here: `session <key>` or `user <id>`. */
const CHANNEL = 'latchkey_sessions'
const BEAT_EVERY_MS = seconds(1)
/** Without a beat for so long, nothing that was remembered is believed. */
const TRUST_MS = seconds(2)
const RECONNECT_MS = seconds(1)
const CONNECTION_TIMEOUT_MS = seconds(3)
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
 *
 * @see https://www.postgresql.org/docs/current/sql-notify.html
 */
export class SessionNews {
  readonly #memory: SessionMemory
  readonly #events: SessionNewsEvents
  readonly #connectionString: string
  readonly #beatChannel = `latchkey_beat_${randomBytes(BEAT_CHANNEL_BYTES).toString('hex')}`
  #client: pg.Client | undefined
  #timer: NodeJS.Timeout | undefined
  #isStopped = false
  #isHearing = false

  constructor(
    events: SessionNewsEvents = {},
    memory = sessionMemory(),
    connectionString = env().DATABASE_URL,
  ) {
    this.#events = events
    this.#memory = memory
    this.#connectionString = connectionString
  }

  /** Goes on trying until it is stopped; never throws. */
  async start(): Promise<void> {
    if (this.#isStopped) return
    const client = new pg.Client({
      connectionString: this.#connectionString,
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      query_timeout: CONNECTION_TIMEOUT_MS,
      keepAlive: true,
      application_name: 'latchkey session news',
    })
    this.#client = client
    client.on('error', (reason) => this.#lose(client, reason))
    client.on('end', () => this.#lose(client, undefined))
    client.on('notification', (message) => this.#hear(message))
    try {
      await client.connect()
      await client.query(`LISTEN ${CHANNEL}`)
      await client.query(`LISTEN ${this.#beatChannel}`)
      await this.#beat(client)
    } catch (reason) {
      this.#lose(client, reason)
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    const client = this.#client
    this.#client = undefined
    this.#memory.distrust()
    await client?.end().catch(() => {})
  }

  /** One round through the database; its payload says when it was sent. */
  async #beat(client: pg.Client): Promise<void> {
    const sentAt = String(performance.now())
    await client.query('SELECT pg_notify($1, $2)', [this.#beatChannel, sentAt])
    if (client !== this.#client) return
    this.#timer = setTimeout(() => {
      this.#beat(client).catch((reason: unknown) => this.#lose(client, reason))
    }, BEAT_EVERY_MS).unref()
  }

  #hear({ channel, payload = '' }: pg.Notification): void {
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

  #lose(client: pg.Client, reason: unknown): void {
    if (client !== this.#client) return
    this.#client = undefined
    clearTimeout(this.#timer)
    this.#memory.distrust()
    if (this.#isHearing) this.#events.onLost?.(reason)
    this.#isHearing = false
    client.end().catch(() => {})
    this.#timer = setTimeout(() => void this.start(), RECONNECT_MS).unref()
  }
}
