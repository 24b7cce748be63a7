import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import type { Database } from '@/lib/data/database/prisma'

/** A user's browser: SHA-256 of the id in its device cookie. */
export type BrowserOf = { userId: string; browserHash: string }

/** Trusts a browser for a user, again if it was trusted before. */
export async function trustBrowser(
  database: Database,
  browser: BrowserOf & { client: ClientInfo; expiresAt: Date },
  now: Date,
): Promise<void> {
  const { userId, browserHash, client, expiresAt } = browser
  const { address, userAgent } = client
  const trust = { trustedAt: now, lastUsedAt: now, expiresAt, address, userAgent }
  await database.trustedBrowser.upsert({
    where: { userId_browserHash: { userId, browserHash } },
    create: { userId, browserHash, ...trust },
    update: trust,
    select: { id: true },
  })
}

export async function isBrowserTrusted(
  database: Database,
  { userId, browserHash }: BrowserOf,
  now: Date,
): Promise<boolean> {
  const row = await database.trustedBrowser.findUnique({
    where: { userId_browserHash: { userId, browserHash }, expiresAt: { gt: now } },
    select: { id: true },
  })
  return row !== null
}

/** Records a sign-in that the trust of a browser made possible. @returns false when it is over */
export async function recordTrustedSignIn(
  database: Database,
  { userId, browserHash }: BrowserOf,
  client: ClientInfo,
  now: Date,
): Promise<boolean> {
  const { address, userAgent } = client
  const { count } = await database.trustedBrowser.updateMany({
    where: { userId, browserHash, expiresAt: { gt: now } },
    data: { lastUsedAt: now, address, userAgent },
  })
  return count === 1
}

export type TrustedBrowserRow = Awaited<ReturnType<typeof listTrustedBrowsers>>[number]

/** The browsers a user trusts, the most recently used first. */
export async function listTrustedBrowsers(database: Database, userId: string, now: Date) {
  return database.trustedBrowser.findMany({
    where: { userId, expiresAt: { gt: now } },
    orderBy: [{ lastUsedAt: 'desc' }, { id: 'asc' }],
    select: {
      ...{ id: true, browserHash: true, trustedAt: true, lastUsedAt: true, expiresAt: true },
      ...{ address: true, userAgent: true },
    },
  })
}

/** @returns false when it is unknown, or another user's */
export async function deleteTrustedBrowser(
  database: Database,
  { userId, id }: { userId: string; id: string },
): Promise<boolean> {
  const { count } = await database.trustedBrowser.deleteMany({ where: { userId, id } })
  return count === 1
}

/** @returns how many */
export async function deleteTrustedBrowsers(database: Database, userId: string): Promise<number> {
  const { count } = await database.trustedBrowser.deleteMany({ where: { userId } })
  return count
}
