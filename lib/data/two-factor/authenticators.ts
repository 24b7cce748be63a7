import type { NamedSeal } from '@/lib/crypto/named-seal'
import type { Database } from '@/lib/data/database/prisma'

const AUTHENTICATOR = {
  userId: true,
  sealedSecret: true,
  keyName: true,
  lastUsedStep: true,
  createdAt: true,
} as const

export type AuthenticatorRow = NonNullable<Awaited<ReturnType<typeof findAuthenticator>>>

export async function findAuthenticator(database: Database, userId: string) {
  return database.authenticator.findUnique({ where: { userId }, select: AUTHENTICATOR })
}

/**
 * Turns two-factor on for an account, which the caller has locked.
 *
 * @param authenticator.usedStep that of the code which proved that the app was set up
 */
export async function createAuthenticator(
  database: Database,
  userId: string,
  { secret, usedStep }: { secret: NamedSeal; usedStep: number },
  now: Date,
): Promise<void> {
  const { sealed: sealedSecret, keyName } = secret
  await database.authenticator.create({
    data: { userId, sealedSecret, keyName, lastUsedStep: usedStep, createdAt: now },
    select: { userId: true },
  })
  await database.user.updateMany({ where: { id: userId }, data: { twoFactorEnabledAt: now } })
}

/**
 * Turns two-factor off for an account, with everything that belongs to it.
 *
 * @returns false when it was off
 */
export async function deleteAuthenticator(database: Database, userId: string): Promise<boolean> {
  const { count } = await database.authenticator.deleteMany({ where: { userId } })
  await database.recoveryCode.deleteMany({ where: { userId } })
  await database.twoFactorChallenge.deleteMany({ where: { userId } })
  await database.trustedBrowser.deleteMany({ where: { userId } })
  await database.user.updateMany({ where: { id: userId }, data: { twoFactorEnabledAt: null } })
  return count === 1
}

/**
 * Uses up a code and all before it: one conditional update, which decides between everybody who has the
 * same code at the same time.
 *
 * @param use.createdAt of the authenticator the code was checked with; another one may be there by now
 * @param use.resealed the secret under the newest key, when an older one sealed it
 * @returns false when the code, or a later one, was used before
 */
export async function consumeAuthenticatorStep(
  database: Database,
  userId: string,
  use: { step: number; createdAt: Date; resealed: NamedSeal | null },
): Promise<boolean> {
  const { step, createdAt, resealed } = use
  const { count } = await database.authenticator.updateMany({
    where: { userId, createdAt, lastUsedStep: { lt: step } },
    data: {
      lastUsedStep: step,
      ...(resealed ? { sealedSecret: resealed.sealed, keyName: resealed.keyName } : {}),
    },
  })
  return count === 1
}

/** How many secrets each key has sealed, by the key's name. */
export async function countAuthenticatorsByKey(
  database: Database,
): Promise<{ keyName: string; count: number }[]> {
  const groups = await database.authenticator.groupBy({ by: ['keyName'], _count: { _all: true } })
  return groups.map(({ keyName, _count }) => ({ keyName, count: _count._all }))
}
