import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { findProgram } from '@/scripts/test/packaged-program.mjs'
import { newTestDatabase } from '@/scripts/test/test-cluster.mjs'
import { closeDatabase, prisma } from '@/lib/data/database/prisma'
import { SessionCache } from '@/lib/data/sessions/session-cache'
import { SessionNotifications } from '@/lib/data/sessions/session-notifications'
import { hours, later, minutes } from '@/lib/domain/time'
import { checkSession } from '../setup/check-session'
import { endSession } from '@/lib/services/sessions/sessions'
import { newAccount } from '../setup/new-account'
import { newSession } from '../setup/new-session'
import { newVisitor } from '../setup/new-visitor'
import { PATIENTLY } from '../../setup/patiently'
import { startPgBouncer, type PgBouncer } from './pgbouncer'

/*
 * The real PgBouncer, as its package comes: it refuses unknown start-up parameters, before 1.21 it knows
 * no prepared statements, and the server behind it is in another time zone.
 */

const program = (await findProgram('pgbouncer')) ?? ''

describe.skipIf(program === '')('the app behind PgBouncer in transaction mode', () => {
  const url = process.env.DATABASE_URL ?? ''
  let bouncer: PgBouncer

  beforeAll(async () => {
    bouncer = await startPgBouncer(program, url, { mode: 'transaction' })
    vi.stubEnv('DATABASE_URL', bouncer.url)
  })
  afterAll(async () => {
    await closeDatabase()
    await bouncer.stop()
  })

  test('opens sessions that last as long as they should, and end at once', async () => {
    const now = new Date()
    const user = await newAccount()
    const { id } = await newSession(user, now)
    const looks = Array.from({ length: 20 }, () => checkSession(id, later(now, minutes(1))))
    expect((await Promise.all(looks)).every((session) => session !== null)).toBe(true)
    const row = await prisma().session.findUniqueOrThrow({ where: { id } })
    expect(row.createdAt).toEqual(now)
    expect(row.absoluteEndAt).toEqual(later(now, hours(8)))

    await endSession(id, { ...newVisitor(), reason: 'sign_out' }, later(now, minutes(2)))
    const ended = Array.from({ length: 20 }, () => checkSession(id, later(now, minutes(3))))
    expect(await Promise.all(ended)).toEqual(Array.from({ length: 20 }, () => null))
  })
  test('caches nothing after a failover that the direct connection did not follow', async () => {
    const cache = new SessionCache()
    const onDisconnected = vi.fn()
    const listener = new SessionNotifications({ onDisconnected }, cache, url)
    await listener.start()
    await vi.waitFor(() => expect(cache.isEnabled).toBe(true), PATIENTLY)
    await bouncer.pointTo(await newTestDatabase(inject('cluster'), 'promoted'))
    await vi.waitFor(() => {
      expect(cache.isEnabled).toBe(false)
      expect(onDisconnected).toHaveBeenCalledOnce()
    }, PATIENTLY)
    await listener.stop()
  })
})
