import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { vi } from 'vitest'
import { run } from '@/scripts/child.mjs'
import { freePort } from '@/scripts/run/ports.mjs'

const PACKAGES = '/usr/lib/postgresql'
const NOBODY = 65_534
const SOON = { timeout: 30_000, interval: 50 }

/** The folder of the distribution's newest PostgreSQL; null where there is none. */
export async function packagedPostgres(): Promise<string | null> {
  const versions = await readdir(PACKAGES).catch(() => [])
  const newest = versions.map(Number).sort((one, other) => other - one)[0]
  return newest === undefined ? null : join(PACKAGES, String(newest), 'bin')
}

/**
 * A primary of the distribution's PostgreSQL and a standby that follows it by streaming replication.
 * Commits wait for the standby, so that a failover loses nothing that was acknowledged.
 */
export class PostgresPair {
  readonly #bin: string
  #folder = ''
  #primary: ChildProcess | undefined
  #standby: ChildProcess | undefined
  primaryPort = 0
  standbyPort = 0

  constructor(bin: string) {
    this.#bin = bin
  }

  async start(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'latchkey-pair-'))
    await chmod(this.#folder, 0o700)
    if (isRoot) await chown(this.#folder, NOBODY, NOBODY)
    this.primaryPort = await freePort()
    this.standbyPort = await freePort()
    const primary = join(this.#folder, 'primary')
    const standby = join(this.#folder, 'standby')
    await this.#do('initdb', ['-D', primary, '-U', 'postgres', '--auth=trust'])
    this.#primary = this.#serve(primary, this.primaryPort)
    await vi.waitFor(() => ask(this.primaryUrl, 'SELECT 1'), SOON)
    const from = ['-h', '127.0.0.1', '-p', String(this.primaryPort), '-U', 'postgres']
    await this.#do('pg_basebackup', ['-D', standby, '-R', '-X', 'stream', '-c', 'fast', ...from])
    this.#standby = this.#serve(standby, this.standbyPort)
    await vi.waitFor(() => ask(this.standbyUrl, 'SELECT 1'), SOON)
    await ask(this.primaryUrl, `ALTER SYSTEM SET synchronous_standby_names = '*'`)
    await ask(this.primaryUrl, 'SELECT pg_reload_conf()')
  }

  get primaryUrl(): string {
    return urlOf(this.primaryPort)
  }

  get standbyUrl(): string {
    return urlOf(this.standbyPort)
  }

  /** Without warning, and for good. */
  killPrimary(): void {
    this.#primary?.kill('SIGKILL')
  }

  async promoteStandby(): Promise<void> {
    await ask(this.standbyUrl, 'SELECT pg_promote(true)')
    await ask(this.standbyUrl, `ALTER SYSTEM SET synchronous_standby_names = ''`)
    await ask(this.standbyUrl, 'SELECT pg_reload_conf()')
  }

  async stop(): Promise<void> {
    for (const server of [this.#primary, this.#standby]) {
      if (server === undefined || server.exitCode !== null || server.signalCode !== null) continue
      server.kill('SIGINT')
      await once(server, 'exit')
    }
    await rm(this.#folder, { recursive: true, force: true })
  }

  #serve(data: string, port: number): ChildProcess {
    const args = ['-D', data, '-p', String(port), '-k', this.#folder, '-c', 'fsync=off']
    return spawn(join(this.#bin, 'postgres'), args, { stdio: 'ignore', ...user })
  }

  async #do(program: string, args: string[]): Promise<void> {
    const { code, stderr } = await run(join(this.#bin, program), args, user)
    if (code !== 0) throw new Error(`${program}: ${stderr}`)
  }
}

const isRoot = process.getuid?.() === 0
/** PostgreSQL does not run as root. */
const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {}

const urlOf = (port: number) => `postgresql://postgres@127.0.0.1:${port}/postgres?sslmode=disable`

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
