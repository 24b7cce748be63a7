import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removeDatabase, startDatabase } from '@/scripts/run/database.mjs'
import { root } from '@/scripts/places.mjs'

const run = promisify(execFile)

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-cluster-'))
  await chmod(folder, 0o711) // As the product creates it: accessible to the database's own user.
})

afterEach(async () => {
  await removeDatabase(folder)
  await rm(folder, { recursive: true, force: true })
})

const start = () => startDatabase({ folder, name: 'lamps' })

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(sql)
  await client.end()
  return Object.values(rows[0] ?? {})[0]
}

async function postmaster(): Promise<{ pid: number; port: number }> {
  const lines = (await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]) }
}

/**
 * Starts the cluster from another process, which is then killed with SIGKILL.
 *
 * @returns the URL it was given
 */
async function startAndDie(): Promise<string> {
  const code = `
    import { writeSync } from 'node:fs'
    import { startDatabase } from '${root}/scripts/run/database.mjs'
    const { url } = await startDatabase({ folder: '${folder}', name: 'lamps' })
    writeSync(1, url)
    process.kill(process.pid, 'SIGKILL')
  `
  const started = run(process.execPath, ['--input-type=module', '--eval', code])
  return started.then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  )
}

test('a second start reuses the running cluster, and the last one to exit stops it', async () => {
  const first = await start()
  await ask(first.url, 'CREATE TABLE lamps AS SELECT 7 AS id')
  const second = await start()

  expect([first.startedByUs, second.startedByUs]).toEqual([true, false])
  expect(second.url).toBe(first.url)
  expect(await ask(second.url, 'SELECT id FROM lamps')).toBe(7)

  await second.stop()
  await expect(postmaster()).rejects.toThrow(/ENOENT/)
})

test('it keeps its data, port and password between starts', async () => {
  const first = await start()
  await ask(first.url, 'CREATE TABLE lamps AS SELECT 7 AS id')
  await first.stop()

  const second = await start()

  expect(second.url).toBe(first.url)
  expect(await ask(second.url, 'SELECT id FROM lamps')).toBe(7)
})

test('it runs in UTC, syncs to disk, and listens only on 127.0.0.1, with a password', async () => {
  const { url } = await start()

  expect(await ask(url, 'SHOW timezone')).toBe('UTC')
  expect(await ask(url, 'SHOW fsync')).toBe('on')
  expect(await ask(url, 'SHOW listen_addresses')).toBe('127.0.0.1')
  expect(await ask(url, 'SHOW unix_socket_directories')).toBe('')
  expect((await stat(join(folder, 'cluster.json'))).mode & 0o777).toBe(0o600)
  const wrong = url.replace(/:[0-9a-f]+@/, ':wrong@')
  await expect(ask(wrong, 'SELECT 1')).rejects.toThrow(/password authentication failed/)
})

test.skipIf(process.platform === 'win32')(
  'it starts whatever the shell of a user hands on: a closed folder, umask, settings of PostgreSQL',
  async () => {
    await chmod(folder, 0o700)
    const code = `
      import { startDatabase } from '${root}/scripts/run/database.mjs'
      process.umask(0o077)
      const { url, stop } = await startDatabase({ folder: '${folder}', name: 'lamps' })
      process.stdout.write('started ' + new URL(url).hostname)
      await stop()
    `
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], {
      env: { ...process.env, PGOPTIONS: '-c bad=worse', PGHOST: 'nowhere.example', PGUSER: 'ada' },
    })
    expect(stdout).toMatch(/started 127\.0\.0\.1$/)
  },
)

test('after kill -9 of the starter the running cluster is reused', async () => {
  await startAndDie()
  const { pid } = await postmaster()

  const found = await start()

  expect(found.startedByUs).toBe(false)
  expect((await postmaster()).pid).toBe(pid)
  await found.stop()
  await expect(postmaster()).rejects.toThrow(/ENOENT/)
})

test('after kill -9 of PostgreSQL itself the data is still there', async () => {
  const first = await start()
  await ask(first.url, 'CREATE TABLE lamps AS SELECT 7 AS id')
  process.kill((await postmaster()).pid, 'SIGKILL')

  const second = await start()

  expect(second.startedByUs).toBe(true)
  expect(await ask(second.url, 'SELECT id FROM lamps')).toBe(7)
})

test('a lock file whose process id now belongs to another process is ignored', async () => {
  const first = await start()
  const { pid } = await postmaster()
  const lockFile = join(folder, 'data', 'postmaster.pid')
  const text = await readFile(lockFile, 'utf8')
  await first.stop()
  await writeFile(lockFile, text.replace(String(pid), String(process.pid)))

  const second = await start()

  expect(await ask(second.url, 'SELECT 1')).toBe(1)
})

test('a port that is taken meanwhile is replaced with another', async () => {
  const first = await start()
  const { port } = await postmaster()
  await first.stop()
  const stranger = createServer().listen(port, '127.0.0.1')
  await new Promise((resolve) => stranger.once('listening', resolve))

  const second = await start()

  expect((await postmaster()).port).not.toBe(port)
  expect(await ask(second.url, 'SELECT 1')).toBe(1)
  stranger.close()
})

test('of several concurrent starts one creates the cluster, and all use it', async () => {
  const urls = await Promise.all([startAndDie(), startAndDie(), startAndDie()])

  expect(urls[0]).toMatch(/^postgresql:/)
  expect(new Set(urls).size).toBe(1)
  expect((await start()).url).toBe(urls[0])
})
