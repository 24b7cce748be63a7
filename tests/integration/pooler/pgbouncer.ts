import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { freePort } from '@/scripts/run/ports.mjs'

export type PgBouncer = {
  url: string
  /** Leads whoever connects to another database, as after a failover. */
  pointTo: (databaseUrl: string) => Promise<void>
  stop: () => Promise<void>
}

/**
 * PgBouncer as its package configures it but for the mode, in front of a database.
 *
 * @param mode how long a client keeps a server connection
 */
export async function startPgBouncer(
  program: string,
  databaseUrl: string,
  { mode, size = 2 }: { mode: 'session' | 'transaction'; size?: number },
): Promise<PgBouncer> {
  const folder = await mkdtemp(join(tmpdir(), 'pgbouncer-'))
  const { hostname, port, username, password, pathname } = new URL(databaseUrl)
  const listenPort = await freePort()
  const users = join(folder, 'users.txt')
  const settings = join(folder, 'pgbouncer.ini')
  await writeFile(users, `"${username}" "${decodeURIComponent(password)}"\n`)
  const writeSettings = (database = '') =>
    writeFile(
      settings,
      [
        '[databases]',
        `* = host=${hostname} port=${port}${database && ` dbname=${database}`}`,
        '[pgbouncer]',
        ...['listen_addr = 127.0.0.1', `listen_port = ${listenPort}`, 'unix_socket_dir ='],
        ...['auth_type = plain', `auth_file = ${users}`],
        ...[`pool_mode = ${mode}`, `default_pool_size = ${size}`],
      ].join('\n'),
    )
  await writeSettings()
  await Promise.all([chmod(folder, 0o755), chmod(users, 0o644), chmod(settings, 0o644)])
  const asNobody = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const child = spawn(program, [...asNobody, settings], { stdio: 'ignore' })
  await vi.waitFor(() => answers(listenPort), { timeout: 10_000, interval: 50 })
  return {
    url: `postgresql://${username}:${password}@127.0.0.1:${listenPort}${pathname}`,
    pointTo: async (other) => {
      await writeSettings(new URL(other).pathname.slice(1))
      child.kill('SIGHUP')
    },
    stop: async () => {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function answers(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.destroy()
}
