import pg from 'pg'
import { seconds } from '@/lib/domain/time'
import { env } from '@/lib/env'

const RECONNECT_MS = seconds(1)
const TIMEOUT_MS = seconds(3)

type Options = {
  /** As PostgreSQL lists it. */
  name: string
  channels: readonly string[]
  onNews: (channel: string, payload: string) => void
  /** Once it listens; what this throws counts as a lost connection. */
  onListening?: () => Promise<void> | void
  /** Undefined when the other side hung up without a word. */
  onLost?: (reason: unknown) => void
  connectionString?: string
}

/**
 * One connection that listens, and tells: news from every process on this database, in the order of
 * the commits. Lost, it comes back by itself; what was told in between is not heard.
 *
 * @see https://www.postgresql.org/docs/current/sql-notify.html
 */
export class NewsConnection {
  readonly #options: Options
  #client: pg.Client | undefined
  #timer: NodeJS.Timeout | undefined
  #isStopped = false

  constructor(options: Options) {
    this.#options = options
  }

  /** Goes on trying until it is stopped; never throws. */
  async start(): Promise<void> {
    if (this.#isStopped) return
    const { name, channels, onNews, onListening, connectionString } = this.#options
    const client = new pg.Client({
      connectionString: connectionString ?? env().DATABASE_URL,
      connectionTimeoutMillis: TIMEOUT_MS,
      query_timeout: TIMEOUT_MS,
      keepAlive: true,
      application_name: name,
    })
    this.#client = client
    client.on('error', (reason) => this.#lose(client, reason))
    client.on('end', () => this.#lose(client, undefined))
    client.on('notification', ({ channel, payload = '' }) => onNews(channel, payload))
    try {
      await client.connect()
      for (const channel of channels) await client.query(`LISTEN ${channel}`)
      await onListening?.()
    } catch (reason) {
      this.#lose(client, reason)
    }
  }

  /**
   * Tells everybody who listens, this connection included.
   *
   * @param payload under 8000 bytes
   * @throws when it is not connected, or no longer
   */
  async tell(channel: string, payload: string): Promise<void> {
    const client = this.#client
    if (!client) throw new Error('Nobody can be told: there is no connection.')
    try {
      await client.query('SELECT pg_notify($1, $2)', [channel, payload])
    } catch (reason) {
      this.#lose(client, reason)
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

  #lose(client: pg.Client, reason: unknown): void {
    if (client !== this.#client) return
    this.#client = undefined
    this.#options.onLost?.(reason)
    client.end().catch(() => {})
    this.#timer = setTimeout(() => void this.start(), RECONNECT_MS).unref()
  }
}
