import { expect, type Page } from 'playwright/test'
import { signIn, whenAlive } from '../actions'
import type { TestDatabase } from './database'
import { rawRequest } from './http'
import type { User } from './people'

/** Somebody signed in, in their browser, and the rows behind it. */
export type SignedIn = { page: Page; database: TestDatabase; user: User }

/**
 * Changes rows behind the server's back, and waits until it has heard of that: what it says of the
 * browser's session is another thing then.
 */
export async function untilHeard(page: Page, change: () => Promise<unknown>): Promise<void> {
  const cookies = await page.context().cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const { host, port } = new URL(page.url())
  const session = { port: Number(port), path: '/api/auth/session' }
  // Not by the browser, which would lose the cookie of a session that has ended.
  const told = async () => (await rawRequest(session, { host, cookie })).body
  const before = await told()
  await change()
  await expect.poll(told).not.toBe(before)
}

/**
 * Lets time pass for somebody's sessions: all their moments move into the past together. The
 * browser's own clock stays, as it would on a device that slept.
 */
export async function passTime(seconds: number, { page, database, user }: SignedIn): Promise<void> {
  const change = `
    UPDATE sessions
       SET "createdAt" = "createdAt" - $2 * interval '1 second',
           "lastSeenAt" = "lastSeenAt" - $2 * interval '1 second',
           "idleEndAt" = "idleEndAt" - $2 * interval '1 second',
           "absoluteEndAt" = "absoluteEndAt" - $2 * interval '1 second'
     WHERE "userId" = $1::uuid`
  await untilHeard(page, () => database.rows(change, [user.id, seconds]))
}

/** As somebody else would end all of somebody's sessions. */
export async function revokeSessions({ page, database, user }: SignedIn): Promise<void> {
  const change = 'UPDATE sessions SET "revokedAt" = now() WHERE "userId" = $1::uuid'
  await untilHeard(page, () => database.rows(change, [user.id]))
}

/** As another administrator would give or take a role. */
export async function giveRole(
  role: 'USER' | 'ADMIN',
  { page, database, user }: SignedIn,
): Promise<void> {
  const change = 'UPDATE users SET role = $2::"Role" WHERE id = $1::uuid'
  await untilHeard(page, () => database.rows(change, [user.id, role]))
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

const USER_AGENTS = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
  '',
]

/** More devices of somebody who is signed in: copies of their session, used before it, from elsewhere. */
export async function addDevices(database: TestDatabase, user: User, count: number): Promise<void> {
  await database.rows(
    `INSERT INTO sessions (id, "userId", "createdAt", "lastSeenAt", "idleEndAt", "absoluteEndAt",
                           remember, address, "userAgent", "provedAt")
     SELECT md5(id || n), "userId", "createdAt", "lastSeenAt" - n * interval '1 second',
            "idleEndAt", "absoluteEndAt", remember, '2001:db8:85a3:8d3:1319:8a2e:370:' || n,
            ($3::text[])[1 + n % 3], "provedAt"
       FROM sessions, generate_series(1, $2::int) AS n WHERE "userId" = $1::uuid`,
    [user.id, count, USER_AGENTS],
  )
}

/** Signs in and does nothing, until so many seconds are left of the hour; then the tab comes forward. */
export async function idleUntil(secondsLeft: number, signedIn: SignedIn): Promise<void> {
  const { page, user } = signedIn
  await signIn(page, user)
  await expect(page.getByRole('timer', { name: 'Time until idle timeout' })).toBeVisible()
  await passTime(3600 - secondsLeft, signedIn)
  await lookAgain(page)
}

/** The tab comes forward again. */
export async function lookAgain(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
}

/**
 * Somebody gave their password a day ago: what asks for a recent proof asks again.
 *
 * @param page of theirs, to wait until the server has heard of it
 */
export async function forgetProof(database: TestDatabase, user: User, page: Page): Promise<void> {
  await database.rows(
    `UPDATE sessions SET "provedAt" = now() - interval '1 day' WHERE "userId" = $1::uuid`,
    [user.id],
  )
  const ask = () => page.request.get('/confirm-password', { maxRedirects: 0 })
  await expect.poll(async () => (await ask()).status()).toBe(200)
}

/** On the page that asks for the password again. */
export async function confirmPassword(page: Page, password: string): Promise<void> {
  await whenAlive(page)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Confirm' }).click()
}
