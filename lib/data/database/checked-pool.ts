import pg from 'pg'
import { seconds } from '@/lib/domain/time'

/** Younger connections are taken to be alive. */
const TRUSTED_MS = seconds(1)

// eslint-disable-next-line no-restricted-syntax -- The clock of performance.now() may stop with a frozen machine.
const clockMs = () => Date.now()

/** One whose other side is gone without a word is given up after a second. */
const PING = { text: 'SELECT 1', query_timeout: seconds(1) }

type Callback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: Error | boolean) => void,
) => void

/**
 * A pool for functions, which a platform freezes between requests: meanwhile the other side may close
 * the connections, and nobody hears of it. So one that was idle is asked before it is used.
 */
export class CheckedPool extends pg.Pool {
  readonly #usedAtMs = new WeakMap<object, number>()

  constructor(config: pg.PoolConfig) {
    super(config)
    this.on('release', (_error, client) => this.#usedAtMs.set(client, clockMs()))
  }

  override connect(): Promise<pg.PoolClient>
  override connect(callback: Callback): void
  override connect(callback?: Callback): Promise<pg.PoolClient> | void {
    const checked = this.#connectChecked()
    if (!callback) return checked
    checked.then(
      (client) => callback(undefined, client, client.release.bind(client)),
      (error: unknown) => callback(error as Error, undefined, () => {}),
    )
  }

  async #connectChecked(): Promise<pg.PoolClient> {
    for (;;) {
      const client = await super.connect()
      const nowMs = clockMs()
      if (nowMs - (this.#usedAtMs.get(client) ?? nowMs) < TRUSTED_MS) return client
      try {
        await client.query(PING)
        return client
      } catch {
        client.release(true)
      }
    }
  }
}
