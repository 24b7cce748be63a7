import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findOpenSession } from '@/lib/data/sessions/open-sessions'
import { pool } from '@/lib/data/database/pool'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { SessionCache, sessionCache } from '@/lib/data/sessions/session-cache'
import { SessionNotifications } from '@/lib/data/sessions/session-notifications'
import { revokeUserSessions } from '@/lib/data/sessions/sessions'
import { checkSession } from '../../setup/check-session'
import { renewIfDue } from '@/lib/services/sessions/renew-session'
import { endSession } from '@/lib/services/sessions/sessions'
import { newAccount } from '../../setup/new-account'
import { newSession } from '../../setup/new-session'
import { newVisitor } from '../../setup/new-visitor'
import { PATIENTLY } from '../../../setup/patiently'

const NOON = new Date('2026-03-01T12:00:00Z')
const SOON = new Date('2026-03-01T12:05:00Z')

/** Simulates another process, with its own listener and cache. */
const other = new SessionCache()
let listeners: SessionNotifications[] = []

beforeEach(async () => {
  const here = new SessionNotifications()
  const there = new SessionNotifications({}, other)
  listeners = [here, there]
  await Promise.all([here.start(), there.start()])
  await vi.waitFor(
    () => expect([sessionCache().isEnabled, other.isEnabled]).toEqual([true, true]),
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
  if (found) other.set(found, other.startLookup())
  return found
}

const queriesFor = async (work: () => Promise<unknown>): Promise<number> => {
  const query = vi.spyOn(pool(), 'query')
  await work()
  const { length } = query.mock.calls
  query.mockRestore()
  return length
}

test('an unchanged session is queried once', async () => {
  const { id } = await signedIn()
  await lookUp(id)
  const queries = await queriesFor(async () => {
    for (let look = 0; look < 10; look += 1) expect(await checkSession(id, SOON)).not.toBeNull()
  })
  expect(queries).toBe(0)
})

test('ending a session takes effect at once here, and soon in every other process', async () => {
  const { id } = await signedIn()
  await lookUp(id)
  expect(other.get(id)).toBeDefined()
  await endSession(id, { ...newVisitor(), reason: 'sign_out' }, SOON)

  expect(await checkSession(id, SOON)).toBeNull()
  await vi.waitFor(() => expect(other.get(id)).toBeUndefined(), PATIENTLY)
})

test('a session read during an uncommitted change is not cached', async () => {
  const { user, id } = await signedIn()
  await lookUp(id)
  await inTransaction(async (database) => {
    await revokeUserSessions(database, user.id, SOON)
    // Another connection still reads the old row, which must not be cached.
    expect(await findOpenSession(id, SOON)).not.toBeNull()
  })
  expect(await findOpenSession(id, SOON)).toBeNull()
})

test.each([
  ['a role', { role: 'ADMIN' as const }],
  ['a name', { name: 'Somebody Else' }],
  ['a disabled account', { disabledAt: NOON }],
])('%s changed by another program is noticed', async (_what, data) => {
  const { user, id } = await signedIn()
  await lookUp(id)
  const sets = Object.entries(data).map(([name], index) => `"${name}" = $${index + 2}`)
  const cast = sets.join(', ').replace('"role" = $2', '"role" = $2::"Role"')
  await pool().query(`UPDATE users SET ${cast} WHERE id = $1`, [user.id, ...Object.values(data)])

  await vi.waitFor(async () => {
    expect((await findOpenSession(id, SOON))?.user).toMatchObject(data)
    expect(other.get(id)).toBeUndefined()
  }, PATIENTLY)
})

test('a deleted account is noticed', async () => {
  const { user, id } = await signedIn()
  await lookUp(id)
  await pool().query('DELETE FROM users WHERE id = $1', [user.id])
  await vi.waitFor(async () => {
    expect(await findOpenSession(id, SOON)).toBeNull()
    expect(other.get(id)).toBeUndefined()
  }, PATIENTLY)
})

test('an earlier end sends a notification, a renewal does not', async () => {
  const { id } = await signedIn()
  const live = await checkSession(id, SOON)
  if (!live) throw new Error('the session should be open')
  other.set(live, other.startLookup())
  await renewIfDue(live, SOON)
  await prisma().session.update({ where: { id }, data: { lastSeenAt: SOON } })
  const marker = await signedIn()
  await lookUp(marker.id)
  await endSession(marker.id, { ...newVisitor(), reason: 'sign_out' }, SOON)
  await vi.waitFor(() => expect(other.get(marker.id)).toBeUndefined(), PATIENTLY)
  expect(other.get(id)).toBeDefined()

  await pool().query('UPDATE sessions SET "idleEndAt" = $2 WHERE id = $1', [id, SOON])
  await vi.waitFor(() => expect(other.get(id)).toBeUndefined(), PATIENTLY)
})

test('a cached session that looks expired is queried again: another process may have renewed it', async () => {
  const { id } = await signedIn()
  await lookUp(id)
  const late = new Date('2026-03-01T13:30:00Z')
  await pool().query('UPDATE sessions SET "idleEndAt" = $2 WHERE id = $1', [
    id,
    new Date('2026-03-01T14:00:00Z'),
  ])
  expect(await findOpenSession(id, late)).not.toBeNull()
})

test('nothing is cached while the connection is lost; caching resumes afterwards', async () => {
  const { id } = await signedIn()
  await lookUp(id)
  await pool().query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'latchkey session notifications' AND datname = current_database()`,
  )
  await vi.waitFor(
    () => expect([sessionCache().isEnabled, other.isEnabled]).toEqual([false, false]),
    PATIENTLY,
  )
  await endSession(id, { ...newVisitor(), reason: 'sign_out' }, SOON)
  expect(await findOpenSession(id, SOON)).toBeNull()

  await vi.waitFor(() => expect(other.isEnabled).toBe(true), PATIENTLY)
  expect(other.get(id)).toBeUndefined()
})

test('the cache is disabled two seconds after the connection falls silent', async () => {
  const proxy = await startProxy(databaseAddress())
  const cache = new SessionCache()
  const notifications = new SessionNotifications({}, cache, proxy.url)
  listeners.push(notifications)
  await notifications.start()
  await vi.waitFor(() => expect(cache.isEnabled).toBe(true), PATIENTLY)
  const { id } = await signedIn()
  const found = await findOpenSession(id, SOON)
  if (found) cache.set(found, cache.startLookup())
  expect(cache.get(id)).toBeDefined()

  proxy.fallSilent()
  await vi.waitFor(() => expect(cache.get(id)).toBeUndefined(), PATIENTLY)
  proxy.close()
})

const databaseAddress = () => new URL(process.env.DATABASE_URL ?? '')

/** Proxies the connection between the listener and the database. */
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
