import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { findProgram } from '@/scripts/test/packaged-program.mjs'
import { closeDatabase, prisma } from '@/lib/data/database/prisma'
import { hours, later, minutes } from '@/lib/domain/time'
import { checkSession, endSession } from '@/lib/services/sessions/sessions'
import { newAccount } from '../setup/new-account'
import { newSession } from '../setup/new-session'
import { newVisitor } from '../setup/new-visitor'
import { startPgBouncer, type PgBouncer } from './pgbouncer'

/*
 * The real PgBouncer, as its package comes: it refuses unknown start-up parameters, before 1.21 it knows
 * no prepared statements, and the server behind it is in another time zone.
 */

const program = (await findProgram('pgbouncer')) ?? ''

describe.skipIf(program === '')('the app behind PgBouncer in transaction mode', () => {
  let bouncer: PgBouncer

  beforeAll(async () => {
    const url = process.env.DATABASE_URL ?? ''
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
})
