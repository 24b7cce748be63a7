import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findOpenSession } from '@/lib/data/sessions/open-sessions'
import { pool } from '@/lib/data/database/pool'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { SessionMemory, sessionMemory } from '@/lib/data/sessions/session-cache'
import { SessionNews } from '@/lib/data/sessions/session-notifications'
import { revokeUserSessions } from '@/lib/data/sessions/sessions'
import { checkSession, endSession, renewIfDue } from '@/lib/services/sessions/sessions'
import { newAccount } from '../../setup/new-account'
import { newSession } from '../../setup/new-session'
import { newVisitor } from '../../setup/new-visitor'
import { PATIENTLY } from '../../../setup/patiently'

const NOON = new Date('2026-03-01T12:00:00Z')
const SOON = new Date('2026-03-01T12:05:00Z')

/** Another process: it hears by itself and remembers for itself. */
const other = new SessionMemory()
let listeners: SessionNews[] = []

beforeEach(async () => {
  const here = new SessionNews()
  const there = new SessionNews({}, other)
  listeners = [here, there]
  await Promise.all([here.start(), there.start()])
  await vi.waitFor(
    () => expect([sessionMemory().isTrusted, other.isTrusted]).toEqual([true, true]),
    PATIENTLY,
  )
})
afterEach(async () => {
  await Promise.all(listeners.map((listener) => listener.stop()))
})

async function signedIn() {
  const user = await newAccount()
  const { id } = await newSession(user, NOON)
  return { user, id }
}

async function lookUp(id: string) {
  const found = await findOpenSession(id, SOON)
  if (found) other.remember(found, other.asking())
  return found
}

const queriesFor = async (work: () => Promise<unknown>): Promise<number> => {
  const query = vi.spyOn(pool(), 'query')
  await work()
  const { length } = query.mock.calls
  query.mockRestore()
  return length
}

test('a session that did not change is asked for once', async () => {
  const { id } = await signedIn()
  await lookUp(id)
  const queries = await queriesFor(async () => {
    for (let look = 0; look < 10; look += 1) expect(await checkSession(id, SOON)).not.toBeNull()
  })
  expect(queries).toBe(0)
})

test('ending a session counts at the very next look here, and soon in every other process', async () => {
  const { id } = await signedIn()
  await lookUp(id)
  expect(other.recall(id)).toBeDefined()
  await endSession(id, { ...newVisitor(), reason: 'sign_out' }, SOON)

  expect(await checkSession(id, SOON)).toBeNull()
  await vi.waitFor(() => expect(other.recall(id)).toBeUndefined(), PATIENTLY)
})

test('a change that is not committed yet is not forgotten again', async () => {
  const { user, id } = await signedIn()
  await lookUp(id)
  await inTransaction(async (database) => {
    await revokeUserSessions(database, user.id, SOON)
    // Somebody else's look at what is still true must not outlive the commit.
    expect(await findOpenSession(id, SOON)).not.toBeNull()
  })
  expect(await findOpenSession(id, SOON)).toBeNull()
})

test.each([
  ['a role', { role: 'ADMIN' as const }],
  ['a name', { name: 'Somebody Else' }],
  ['a disabled account', { disabledAt: NOON }],
])('%s changed by another program is heard', async (_what, data) => {
  const { user, id } = await signedIn()
  await lookUp(id)
  const sets = Object.entries(data).map(([name], index) => `"${name}" = $${index + 2}`)
  const cast = sets.join(', ').replace('"role" = $2', '"role" = $2::"Role"')
  await pool().query(`UPDATE users SET ${cast} WHERE id = $1`, [user.id, ...Object.values(data)])

  await vi.waitFor(async () => {
    expect((await findOpenSession(id, SOON))?.user).toMatchObject(data)
    expect(other.recall(id)).toBeUndefined()
  }, PATIENTLY)
})

test('a deleted account is heard', async () => {
  const { user, id } = await signedIn()
  await lookUp(id)
  await pool().query('DELETE FROM users WHERE id = $1', [user.id])
  await vi.waitFor(async () => {
    expect(await findOpenSession(id, SOON)).toBeNull()
    expect(other.recall(id)).toBeUndefined()
  }, PATIENTLY)
})

test('an end made earlier is heard, a renewal is not', async () => {
  const { id } = await signedIn()
  const live = await checkSession(id, SOON)
  if (!live) throw new Error('the session should be open')
  other.remember(live, other.asking())
  await renewIfDue(live, SOON)
  await prisma().session.update({ where: { id }, data: { lastSeenAt: SOON } })
  const marker = await signedIn()
  await lookUp(marker.id)
  await endSession(marker.id, { ...newVisitor(), reason: 'sign_out' }, SOON)
  await vi.waitFor(() => expect(other.recall(marker.id)).toBeUndefined(), PATIENTLY)
  expect(other.recall(id)).toBeDefined()

  await pool().query('UPDATE sessions SET "idleEndAt" = $2 WHERE id = $1', [id, SOON])
  await vi.waitFor(() => expect(other.recall(id)).toBeUndefined(), PATIENTLY)
})

test('a remembered session that seems over is asked for again: another process may have renewed it', async () => {
  const { id } = await signedIn()
  await lookUp(id)
  const late = new Date('2026-03-01T13:30:00Z')
  await pool().query('UPDATE sessions SET "idleEndAt" = $2 WHERE id = $1', [
    id,
    new Date('2026-03-01T14:00:00Z'),
  ])
  expect(await findOpenSession(id, late)).not.toBeNull()
})

test('while the connection is cut nothing is remembered, and afterwards it is again', async () => {
  const { id } = await signedIn()
  await lookUp(id)
  await pool().query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'latchkey session news' AND datname = current_database()`,
  )
  await vi.waitFor(
    () => expect([sessionMemory().isTrusted, other.isTrusted]).toEqual([false, false]),
    PATIENTLY,
  )
  await endSession(id, { ...newVisitor(), reason: 'sign_out' }, SOON)
  expect(await findOpenSession(id, SOON)).toBeNull()

  await vi.waitFor(() => expect(other.isTrusted).toBe(true), PATIENTLY)
  expect(other.recall(id)).toBeUndefined()
})

test('a connection that falls silent is not believed for longer than two seconds', async () => {
  const proxy = await startProxy(databaseAddress())
  const memory = new SessionMemory()
  const news = new SessionNews({}, memory, proxy.url)
  listeners.push(news)
  await news.start()
  await vi.waitFor(() => expect(memory.isTrusted).toBe(true), PATIENTLY)
  const { id } = await signedIn()
  const found = await findOpenSession(id, SOON)
  if (found) memory.remember(found, memory.asking())
  expect(memory.recall(id)).toBeDefined()

  proxy.fallSilent()
  await vi.waitFor(() => expect(memory.recall(id)).toBeUndefined(), PATIENTLY)
  proxy.close()
})

const databaseAddress = () => new URL(process.env.DATABASE_URL ?? '')

/** Stands between the listener and the database. */
async function startProxy(target: URL) {
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect({ host: target.hostname, port: Number(target.port) })
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => {}))
    client.pipe(upstream).pipe(client)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = new URL(target)
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    fallSilent: () => sockets.forEach((socket) => socket.unpipe().pause()),
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
