import { randomBytes } from 'node:crypto'
import { seconds } from '@/lib/domain/time'
import { prepared } from '@/lib/data/database/pool'
import { NotificationConnection } from './notification-connection'
import { sessionCache, type SessionCache } from './session-cache'

/** The database's triggers report every change here: `session <key>` or `user <id>`. */
const CHANNEL = 'latchkey_sessions'
const HEARTBEAT_INTERVAL_MS = seconds(1)
/** How long the cache stays enabled after the last heartbeat was sent. */
const HEARTBEAT_TIMEOUT_MS = seconds(2)
const HEARTBEAT_CHANNEL_BYTES = 8
/** Sent where the app writes, and heard where it listens, so that both are the same database. */
const HELLO = 'hello'
const ANOTHER_DATABASE =
  'DATABASE_DIRECT_URL leads to another database than DATABASE_URL. Sessions are not cached.'

export type SessionNotificationEvents = {
  onConnected?: () => void
  onDisconnected?: (reason: unknown) => void
}

/**
 * Receives PostgreSQL notifications about sessions and users changed by any process, and keeps the
 * session cache consistent with them.
 *
 * Notifications arrive in commit order. So when the heartbeat that this listener sends to itself once a
 * second comes back, everything committed before it has arrived too. Only one that this connection's
 * own server process sent counts: through a pooler, where another process may have, nothing is cached.
 *
 * @see https://www.postgresql.org/docs/current/sql-notify.html
 */
export class SessionNotifications {
  readonly #cache: SessionCache
  readonly #events: SessionNotificationEvents
  readonly #connection: NotificationConnection
  readonly #heartbeatChannel = `latchkey_beat_${randomBytes(HEARTBEAT_CHANNEL_BYTES).toString('hex')}`
  #timer: NodeJS.Timeout | undefined
  #isReceiving = false
  #isSameDatabase = false
  /** An outage is reported when it begins, also when there was no connection to begin with. */
  #isOutageReported = false

  constructor(
    events: SessionNotificationEvents = {},
    cache = sessionCache(),
    connectionString?: string,
  ) {
    this.#events = events
    this.#cache = cache
    this.#connection = new NotificationConnection({
      name: 'latchkey session notifications',
      channels: [CHANNEL, this.#heartbeatChannel],
      onNotification: (channel, payload, { isOwn }) => this.#receive(channel, payload, isOwn),
      onConnected: async () => {
        await this.#sendHello()
        await this.#sendHeartbeat()
      },
      onDisconnected: (reason) => this.#handleDisconnect(reason),
      ...(connectionString === undefined ? {} : { connectionString }),
    })
  }

  /** Connects and reconnects until it is stopped; never throws. */
  async start(): Promise<void> {
    await this.#connection.start()
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer)
    this.#cache.disable()
    await this.#connection.stop()
  }

  async #sendHello(): Promise<void> {
    await prepared('hello', 'SELECT pg_notify($1, $2)', [this.#heartbeatChannel, HELLO])
  }

  /** Sends the time of sending through the database to this listener. */
  async #sendHeartbeat(): Promise<void> {
    await this.#connection.notify(this.#heartbeatChannel, String(performance.now()))
    // Keeps a single timer, even across a reconnect.
    clearTimeout(this.#timer)
    // A failed heartbeat closes the connection, and the next connection starts with a heartbeat.
    this.#timer = setTimeout(
      () => void this.#sendHeartbeat().catch(() => {}),
      HEARTBEAT_INTERVAL_MS,
    ).unref()
  }

  #receive(channel: string, payload: string, isOwn: boolean): void {
    if (channel === this.#heartbeatChannel) {
      if (payload === HELLO) this.#isSameDatabase = true
      else if (isOwn) this.#receiveHeartbeat(Number(payload))
      return
    }
    const [kind, key = ''] = payload.split(' ')
    if (kind === 'session') this.#cache.sessionChanged(key)
    if (kind === 'user') this.#cache.userChanged(key)
  }

  #receiveHeartbeat(sentAtMs: number): void {
    if (!this.#isSameDatabase) return this.#reportOutage(new Error(ANOTHER_DATABASE))
    this.#cache.enableUntil(sentAtMs + HEARTBEAT_TIMEOUT_MS)
    if (!this.#isReceiving) this.#events.onConnected?.()
    this.#isReceiving = true
    this.#isOutageReported = false
  }

  #handleDisconnect(reason: unknown): void {
    clearTimeout(this.#timer)
    this.#cache.disable()
    this.#isReceiving = false
    this.#isSameDatabase = false
    this.#reportOutage(reason)
  }

  #reportOutage(reason: unknown): void {
    if (!this.#isOutageReported) this.#events.onDisconnected?.(reason)
    this.#isOutageReported = true
  }
}
