import { beforeAll, expect, test } from 'vitest'
import { listUnsealedEvents, unsealedEventsQuery } from '@/lib/data/audit/audit-seals'
import { pool } from '@/lib/data/database/pool'
import { prisma } from '@/lib/data/database/prisma'
import { answerOf } from '../users/plan'

/* Finding the next events to seal reads only those, however long the log has become. */

const SEALED = 50_000
const WAITING = 500

/** In batches, because the pool cancels a statement that takes too long. */
const PORTION = 5000

async function addEvents(count: number, at: string) {
  for (let added = 0; added < count; added += PORTION) {
    await pool().query(
      `INSERT INTO audit_events (id, at, action, result, details)
       SELECT gen_random_uuid(), $1, 'authn_login_success', 'SUCCESS', '{}' FROM generate_series(1, $2::int)`,
      [at, Math.min(PORTION, count - added)],
    )
  }
}

beforeAll(async () => {
  await addEvents(SEALED, '2026-01-01T12:00:00Z')
  await pool().query('DELETE FROM audit_unsealed')
  await pool().query('VACUUM ANALYZE')
  await addEvents(WAITING, '2026-03-01T12:00:00Z')
})

test('sealed events are not read', async () => {
  const { readThrough, rowsSeen } = await answerOf(unsealedEventsQuery(WAITING))
  expect(readThrough).not.toContain('audit_events')
  expect(rowsSeen).toBeLessThanOrEqual(2 * WAITING)
})

test('events come in order of id, and a vanished event is skipped', async () => {
  await pool().query(`INSERT INTO audit_unsealed VALUES ('00000000-0000-7000-8000-000000000000')`)
  const events = await listUnsealedEvents(prisma(), 20)
  const ids = events.map(({ id }) => id)
  expect(ids).toHaveLength(20)
  expect(ids).toEqual(ids.toSorted())
})
