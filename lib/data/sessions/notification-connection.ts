import pg from 'pg'
import { minutes, seconds } from '@/lib/domain/time'
import { announcedProcess, isPooled, PooledConnection } from '@/lib/data/database/pooler'
import { env } from '@/lib/env'

const RECONNECT_MS = seconds(1)
/** Nothing but another configuration helps; it may be one of the pooler alone. */
const RECONNECT_PAST_POOLER_MS = minutes(1)
const TIMEOUT_MS = seconds(3)

type Options = {
  /** Shown by PostgreSQL as `application_name`. */
  name: string
  channels: readonly string[]
  onNotification: (channel: string, payload: string, from: { isOwn: boolean }) => void
  /** Called once it listens; an error thrown here counts as a lost connection. */
  onConnected?: () => Promise<void> | void
  /** `reason` is undefined when the server closed the connection without an error. */
  onDisconnected?: (reason: unknown) => void
  connectionString?: string
}

/**
 * One connection that receives and sends notifications, among all processes on this database and in
 * commit order. It reconnects by itself; what is sent while it is disconnected is missed. It does not
 * listen through a pooler, which delivers notifications to whoever it serves at the moment.
 *
 * @see https://www.postgresql.org/docs/current/sql-notify.html
 */
export class NotificationConnection {
  readonly #options: Options
  #client: pg.Client | undefined
  #timer: NodeJS.Timeout | undefined
  #isStopped = false

  constructor(options: Options) {
    this.#options = options
  }

  /** Connects and reconnects until it is stopped; never throws. */
  async start(): Promise<void> {
    if (this.#isStopped) return
    const { name, channels, onNotification, onConnected, connectionString } = this.#options
    const client = new pg.Client({
      connectionString: connectionString ?? env().DATABASE_DIRECT_URL,
      connectionTimeoutMillis: TIMEOUT_MS,
      query_timeout: TIMEOUT_MS,
      keepAlive: true,
      application_name: name,
    })
    this.#client = client
    client.on('error', (reason) => this.#disconnect(client, reason))
    client.on('end', () => this.#disconnect(client, undefined))
    client.on('notification', ({ channel, payload = '', processId }) =>
      onNotification(channel, payload, { isOwn: processId === announcedProcess(client) }),
    )
    try {
      await client.connect()
      if (await isPooled(client)) throw new PooledConnection()
      for (const channel of channels) await client.query(`LISTEN ${channel}`)
      await onConnected?.()
    } catch (reason) {
      this.#disconnect(client, reason)
    }
  }

  /**
   * Notifies every listener, this connection included.
   *
   * @param payload under 8000 bytes
   * @throws when it is not connected, or loses the connection
   */
  async notify(channel: string, payload: string): Promise<void> {
    const client = this.#client
    if (!client) throw new Error('Cannot notify: not connected.')
    try {
      await client.query('SELECT pg_notify($1, $2)', [channel, payload])
    } catch (reason) {
      this.#disconnect(client, reason)
      throw reason
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    const client = this.#client
    this.#client = undefined
    await client?.end().catch(() => {})
  }

  #disconnect(client: pg.Client, reason: unknown): void {
    if (client !== this.#client) return
    this.#client = undefined
    this.#options.onDisconnected?.(reason)
    client.end().catch(() => {})
    const isHopeless = reason instanceof PooledConnection
    const afterMs = isHopeless ? RECONNECT_PAST_POOLER_MS : RECONNECT_MS
    this.#timer = setTimeout(() => void this.start(), afterMs).unref()
  }
}
