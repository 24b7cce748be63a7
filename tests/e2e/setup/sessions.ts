import type { Role } from '@/lib/domain/accounts/roles'
import { expect, type Page } from 'playwright/test'
import { signIn, whenAlive } from '../actions'
import type { TestDatabase } from './database'
import { rawRequest } from './http'
import type { User } from './people'

/** A signed-in user, their browser, and their rows. */
export type SignedIn = { page: Page; database: TestDatabase; user: User }

/**
 * Changes rows in the database directly, and waits until the server has noticed: its answer about
 * the browser's session then differs.
 */
export async function untilHeard(page: Page, change: () => Promise<unknown>): Promise<void> {
  const cookies = await page.context().cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const { host, port } = new URL(page.url())
  const session = { port: Number(port), path: '/api/auth/session' }
  // Not by the browser, which would lose the cookie of an ended session.
  const told = async () => (await rawRequest(session, { host, cookie })).body
  const before = await told()
  await change()
  await expect.poll(told).not.toBe(before)
}

/**
 * Lets time pass for a user's sessions by moving all their times into the past. The browser's clock
 * stays, as on a device that slept.
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

/** Ends all of a user's sessions, as someone else would. */
export async function revokeSessions({ page, database, user }: SignedIn): Promise<void> {
  const change = 'UPDATE sessions SET "revokedAt" = now() WHERE "userId" = $1::uuid'
  await untilHeard(page, () => database.rows(change, [user.id]))
}

/** Changes a role, as another administrator would. */
export async function giveRole(role: Role, { page, database, user }: SignedIn): Promise<void> {
  const change = 'UPDATE users SET role = $2::"Role" WHERE id = $1::uuid'
  await untilHeard(page, () => database.rows(change, [user.id, role]))
}

export type SessionTimes = {
  /** Seconds since the last recorded activity. */
  quietSeconds: number
  idleLeftSeconds: number
  absoluteLeftSeconds: number
  isRevoked: boolean
}

/** A user's newest session, by the database's clock. */
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

/** More devices of a signed-in user: copies of their session, used earlier and from elsewhere. */
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

/** Signs in and stays idle until so many seconds of the hour are left; then the tab becomes visible. */
export async function idleUntil(secondsLeft: number, signedIn: SignedIn): Promise<void> {
  const { page, user } = signedIn
  await signIn(page, user)
  await expect(page.getByRole('timer', { name: 'Time until idle timeout' })).toBeVisible()
  await passTime(3600 - secondsLeft, signedIn)
  await lookAgain(page)
}

/** Makes the tab visible again. */
export async function lookAgain(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
}

/**
 * Makes a user's proof a day old, so that the password is asked for again.
 *
 * @param page the user's page, to wait until the server has noticed
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
