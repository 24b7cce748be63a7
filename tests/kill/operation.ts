import { newToken } from '@/lib/crypto/random-token'
import type { TestDatabase } from '../e2e/setup/database'
import type { User } from '../e2e/setup/people'
import type { HttpAnswer } from '../setup/http-visitor'
import type { Forms } from './forms'

/** An operation by one form, which must happen completely or not at all. */
export type Operation = {
  /** Sends the form, repeatedly if needed. Rejects when the server dies. */
  send: () => Promise<HttpAnswer>
  /** SQL counts, each 0 before the operation and more afterwards. */
  facts: readonly (readonly [sql: string, values: unknown[]])[]
}

export type Place = { port: number; database: TestDatabase; forms: Forms }

/** By name; each call prepares another user. */
export type Operations = Record<string, (place: Place) => Promise<Operation>>

/** One row while the table has none. */
export const goneFrom = (table: string, where: string) =>
  `(SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM ${table} WHERE ${where})) AS gone`

export const eventOf = (action: string, whose: string) =>
  `audit_events WHERE action = '${action}' AND result = 'SUCCESS'
      AND "targetId" = (SELECT id FROM users WHERE ${whose})`

/** A session of another device. */
export async function addSession(database: TestDatabase, user: User): Promise<void> {
  await database.rows(
    `INSERT INTO sessions (id, "userId", "createdAt", "lastSeenAt", "idleEndAt", "absoluteEndAt",
                           remember, address, "userAgent", "provedAt")
     VALUES ($1, $2::uuid, now(), now(), now() + interval '1 hour', now() + interval '1 hour',
             false, '203.0.113.7', '', now())`,
    [newToken().token, user.id],
  )
}
