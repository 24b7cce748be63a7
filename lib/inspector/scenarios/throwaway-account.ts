import { randomBytes } from 'node:crypto'
import { forgetAttempts } from '@/lib/data/limits/attempt-counters'
import { deleteAuditOriginsAt, deleteMailsTo, deleteUserRow } from '@/lib/data/users/erase-account'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { setUserDisablement } from '@/lib/data/users/account-status'
import { createUser } from '@/lib/data/users/users'
import { env } from '@/lib/env'
import { hashPassword } from '@/lib/password/password'
import { ok, type Result } from '@/lib/platform/result'
import { lockNoticeCounter } from '@/lib/services/sign-in/lock-notice'
import { signInCounters } from '@/lib/services/sign-in/sign-in-limits'

/** RFC 2606: no mail can ever arrive there. */
const NOWHERE = 'stage.invalid'

/** Somebody who exists for one act alone. */
export type Player = {
  id: string
  email: string
  password: string
  /** An identifier that nobody has. */
  unknown: string
  madeAt: Date
}

/** Makes the act's account: a user like any other, with a password nobody knows. */
export async function makePlayer(
  about: { isDisabled?: boolean; isUnverified?: boolean },
  now: Date,
): Promise<Result<Player>> {
  const mark = randomBytes(8).toString('hex')
  const password = randomBytes(24).toString('base64url')
  const email = `stage-${mark}@${env().ALLOWED_EMAIL_DOMAINS[0] ?? NOWHERE}`
  const names = { email, username: `stage-${mark}`, name: 'Throw-away account' }
  const hashed = await hashPassword(password)
  if (!hashed.ok) return hashed
  const columns = {
    ...hashed.value,
    emailVerifiedAt: about.isUnverified ? null : now,
  }
  const user = await createUser(prisma(), { ...names, ...columns }, now)
  if (about.isDisabled) {
    const disablement = { reason: 'Part of an act of the failure theatre', until: null }
    await setUserDisablement(prisma(), user.id, disablement, now)
  }
  return ok({ id: user.id, email, password, unknown: `nobody-${mark}@${NOWHERE}`, madeAt: now })
}

/** Opens what the act has counted, so that it can go on. */
export async function forgetStage(player: Player, address: string, now: Date): Promise<void> {
  const targets = [
    { user: { id: player.id, signInRestartedAt: null }, identifier: player.email },
    { user: null, identifier: player.unknown },
  ]
  for (const target of targets) {
    const { ofAddress, ofKnownDevices, onAccount, ofAccount } = signInCounters(target, address)
    const keys = [ofAddress, ofKnownDevices, onAccount, ofAccount, lockNoticeCounter(target)]
    await forgetAttempts(prisma(), keys, now)
  }
}

/** Removes the account with its sessions, mails, counters, and where it came from. */
export async function removePlayer(player: Player, address: string, now: Date): Promise<void> {
  await forgetStage(player, address, now)
  await inTransaction(async (database) => {
    await deleteMailsTo(database, player.email)
    await deleteAuditOriginsAt(database, { address, since: player.madeAt })
    await deleteUserRow(database, player.id)
  })
}
