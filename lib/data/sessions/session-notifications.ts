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
/** Said again and again: a failover may move one of the two connections alone. */
const HELLO_INTERVAL_MS = seconds(2)
/** How long the two count as the same database after a hello was sent. */
const HELLO_TIMEOUT_MS = seconds(6)
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
 * A hello through the pool shows that the app writes to the database which is listened to; after a
 * failover of the pool alone, the cache is disabled within eight seconds.
 *
 * @see https://www.postgresql.org/docs/current/sql-notify.html
 */
export class SessionNotifications {
  readonly #cache: SessionCache
  readonly #events: SessionNotificationEvents
  readonly #connection: NotificationConnection
  readonly #heartbeatChannel = `latchkey_beat_${randomBytes(HEARTBEAT_CHANNEL_BYTES).toString('hex')}`
  #timer: NodeJS.Timeout | undefined
  #helloTimer: NodeJS.Timeout | undefined
  #isReceiving = false
  #isSameDatabaseUntilMs = 0
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
        this.#repeatHello()
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
    this.#stopTimers()
    this.#cache.disable()
    await this.#connection.stop()
  }

  async #sendHello(): Promise<void> {
    const payload = `${HELLO} ${performance.now()}`
    await prepared('hello', 'SELECT pg_notify($1, $2)', [this.#heartbeatChannel, payload])
  }

  #repeatHello(): void {
    clearTimeout(this.#helloTimer)
    this.#helloTimer = setTimeout(() => {
      // One that fails is missed, and when too many are, nothing is cached.
      void this.#sendHello().catch(() => {})
      this.#repeatHello()
    }, HELLO_INTERVAL_MS).unref()
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
    const [kind, key = ''] = payload.split(' ')
    if (channel === this.#heartbeatChannel) {
      if (kind === HELLO) this.#isSameDatabaseUntilMs = Number(key) + HELLO_TIMEOUT_MS
      else if (isOwn) this.#receiveHeartbeat(Number(payload))
      return
    }
    if (kind === 'session') this.#cache.sessionChanged(key)
    if (kind === 'user') this.#cache.userChanged(key)
  }

  #receiveHeartbeat(sentAtMs: number): void {
    if (sentAtMs > this.#isSameDatabaseUntilMs) {
      this.#cache.disable()
      this.#isReceiving = false
      this.#reportOutage(new Error(ANOTHER_DATABASE))
      return
    }
    this.#cache.enableUntil(sentAtMs + HEARTBEAT_TIMEOUT_MS)
    if (!this.#isReceiving) this.#events.onConnected?.()
    this.#isReceiving = true
    this.#isOutageReported = false
  }

  #handleDisconnect(reason: unknown): void {
    this.#stopTimers()
    this.#cache.disable()
    this.#isReceiving = false
    this.#isSameDatabaseUntilMs = 0
    this.#reportOutage(reason)
  }

  #stopTimers(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#helloTimer)
  }

  #reportOutage(reason: unknown): void {
    if (!this.#isOutageReported) this.#events.onDisconnected?.(reason)
    this.#isOutageReported = true
  }
}
