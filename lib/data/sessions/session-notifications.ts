import { randomBytes } from 'node:crypto'
import { seconds } from '@/lib/domain/time'
import { NotificationConnection } from './notification-connection'
import { sessionCache, type SessionCache } from './session-cache'

/** The database's triggers report every change here: `session <key>` or `user <id>`. */
const CHANNEL = 'latchkey_sessions'
const HEARTBEAT_INTERVAL_MS = seconds(1)
/** How long the cache stays enabled after the last heartbeat was sent. */
const HEARTBEAT_TIMEOUT_MS = seconds(2)
const HEARTBEAT_CHANNEL_BYTES = 8

export type SessionNotificationEvents = {
  onConnected?: () => void
  onDisconnected?: (reason: unknown) => void
}

/**
 * Receives PostgreSQL notifications about sessions and users changed by any process, and keeps the
 * session cache consistent with them.
 *
 * Notifications arrive in commit order. So when the heartbeat that this listener sends to itself once a
 * second comes back, everything committed before it has arrived too. The heartbeat also detects a
 * pooler that shares connections between transactions: there it never comes back, and nothing is
 * ever cached.
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
      onNotification: (channel, payload) => this.#receive(channel, payload),
      onConnected: () => this.#sendHeartbeat(),
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

  #receive(channel: string, payload: string): void {
    if (channel === this.#heartbeatChannel) {
      this.#cache.enableUntil(Number(payload) + HEARTBEAT_TIMEOUT_MS)
      if (!this.#isReceiving) this.#events.onConnected?.()
      this.#isReceiving = true
      return
    }
    const [kind, key = ''] = payload.split(' ')
    if (kind === 'session') this.#cache.sessionChanged(key)
    if (kind === 'user') this.#cache.userChanged(key)
  }

  #handleDisconnect(reason: unknown): void {
    clearTimeout(this.#timer)
    this.#cache.disable()
    if (this.#isReceiving) this.#events.onDisconnected?.(reason)
    this.#isReceiving = false
  }
}
