import type { Page } from 'playwright/test'
import type { TestDatabase } from './database'
import type { User } from './people'

/**
 * Lets time pass for somebody's sessions: all their moments move into the past together. The
 * browser's own clock stays, as it would on a device that slept.
 */
export async function passTime(database: TestDatabase, user: User, seconds: number): Promise<void> {
  await database.rows(
    `UPDATE sessions
        SET "createdAt" = "createdAt" - $2 * interval '1 second',
            "lastSeenAt" = "lastSeenAt" - $2 * interval '1 second',
            "idleEndAt" = "idleEndAt" - $2 * interval '1 second',
            "absoluteEndAt" = "absoluteEndAt" - $2 * interval '1 second'
      WHERE "userId" = $1::uuid`,
    [user.id, seconds],
  )
}

export type SessionTimes = {
  /** Seconds since the last activity that counted. */
  quietSeconds: number
  idleLeftSeconds: number
  absoluteLeftSeconds: number
  isRevoked: boolean
}

/** The newest session of somebody, by the database's own clock. */
export async function sessionTimes(database: TestDatabase, user: User): Promise<SessionTimes> {
  const [row] = await database.rows(
    `SELECT extract(epoch FROM now() - "lastSeenAt")::float AS quiet,
            extract(epoch FROM "idleEndAt" - now())::float AS idle,
            extract(epoch FROM "absoluteEndAt" - now())::float AS absolute,
            "revokedAt" IS NOT NULL AS revoked
       FROM sessions WHERE "userId" = $1::uuid ORDER BY "createdAt" DESC LIMIT 1`,
    [user.id],
  )
  return {
    quietSeconds: Number(row?.quiet),
    idleLeftSeconds: Number(row?.idle),
    absoluteLeftSeconds: Number(row?.absolute),
    isRevoked: row?.revoked === true,
  }
}

/** The tab comes forward again. */
export async function lookAgain(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
}

/** Somebody gave their password a day ago: what asks for a recent proof asks again. */
export async function forgetProof(database: TestDatabase, user: User): Promise<void> {
  await database.rows(
    `UPDATE sessions SET "provedAt" = now() - interval '1 day' WHERE "userId" = $1::uuid`,
    [user.id],
  )
}
