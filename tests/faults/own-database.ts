import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { removeDatabase, startDatabase } from '@/scripts/run/database.mjs'
import { migrate } from '@/scripts/operate/migrate.mjs'
import { TcpProxy } from './tcp-proxy'

const NAME = 'faults'
const ROLE = 'application'
const PASSWORD = 'application-password'

/** A PostgreSQL that can be made to fail, and a connection to it that can fail too. */
export class OwnDatabase {
  readonly line = new TcpProxy(0)
  #folder = ''
  #url = ''
  #stop: () => Promise<void> = async () => {}
  #linePort = 0

  async start(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'latchkey-faults-'))
    await chmod(this.#folder, 0o711) // Accessible to PostgreSQL's own user.
    this.#linePort = await this.line.listen()
    await this.run()
    await migrate(this.#url)
    for (const sql of [
      `CREATE ROLE ${ROLE} LOGIN PASSWORD '${PASSWORD}'`,
      `GRANT ALL ON ALL TABLES IN SCHEMA public TO ${ROLE}`,
      `GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${ROLE}`,
    ]) {
      await this.ask(sql)
    }
  }

  /** The application's URL: through the proxy, and not as the owner. */
  get url(): string {
    return `postgresql://${ROLE}:${PASSWORD}@127.0.0.1:${this.#linePort}/${NAME}?sslmode=disable`
  }

  /** The test's URL, whatever state the proxy is in. */
  get directUrl(): string {
    return this.#url
  }

  async run(): Promise<void> {
    const { url, stop } = await startDatabase({ folder: this.#folder, name: NAME })
    this.#url = url
    this.#stop = stop
    this.line.leadTo(Number(new URL(url).port))
  }

  async stop(): Promise<void> {
    await this.#stop()
  }

  /** Without warning, like a power failure that spares the disk. */
  async kill(): Promise<void> {
    process.kill(await this.#postmaster(), 'SIGKILL')
  }

  /** New connections are refused; open ones continue. */
  async freeze(): Promise<void> {
    process.kill(await this.#postmaster(), 'SIGSTOP')
  }

  async thaw(): Promise<void> {
    process.kill(await this.#postmaster(), 'SIGCONT')
  }

  async makeReadOnly(isReadOnly: boolean): Promise<void> {
    await this.ask(`ALTER SYSTEM SET default_transaction_read_only = ${isReadOnly ? 'on' : 'off'}`)
    await this.ask('SELECT pg_reload_conf()')
  }

  /** @param limit -1 for none */
  async limitConnections(limit: number): Promise<void> {
    await this.ask(`ALTER ROLE ${ROLE} CONNECTION LIMIT ${limit}`)
    if (limit < 0) return
    await this.ask(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${ROLE}'`,
    )
  }

  async ask(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.#url })
    client.on('error', () => {})
    await client.connect()
    try {
      // The fault must not prevent us from ending it.
      await client.query('SET default_transaction_read_only = off')
      return (await client.query<Record<string, unknown>>(sql, values)).rows
    } finally {
      await client.end()
    }
  }

  async remove(): Promise<void> {
    await this.line.close()
    await removeDatabase(this.#folder)
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #postmaster(): Promise<number> {
    const text = await readFile(join(this.#folder, 'data', 'postmaster.pid'), 'utf8')
    return Number(text.split('\n')[0])
  }
}
