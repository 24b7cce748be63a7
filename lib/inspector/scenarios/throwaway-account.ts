import { randomBytes } from 'node:crypto'
import { clearAttempts } from '@/lib/data/limits/attempt-counters'
import { deleteAuditOriginsAt } from '@/lib/data/audit/audit-origins-of-address'
import {
  deleteMailsOf,
  deletePersonalAuditData,
  deleteUserRow,
} from '@/lib/data/users/erase-account'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import { setUserDisablement } from '@/lib/data/users/account-status'
import { createUser } from '@/lib/data/users/users'
import { env } from '@/lib/env'
import { hashPassword } from '@/lib/password/password'
import { ok, type Result } from '@/lib/platform/result'
import { sealNamed } from '@/lib/crypto/named-seal'
import { createPasskey } from '@/lib/data/passkeys/passkeys'
import { createAuthenticator } from '@/lib/data/two-factor/authenticators'
import { codeLimits } from '@/lib/services/two-factor/code-limits'
import { newAppSecret } from './authenticator-app'
import { SoftwareKey } from './software-key'
import { relyingParty } from '@/lib/services/passkeys/relying-party'
import { counterKey, type MailCounterKind } from '@/lib/services/limits/attempt-limits'
import { lockNoticeCounter } from '@/lib/services/sign-in/lock-notice'
import { signInCounters } from '@/lib/services/sign-in/sign-in-limits'

/** A reserved domain (RFC 2606), which receives no mail. */
const NOWHERE = 'scenario.invalid'

const MAIL_COUNTERS = Object.keys({
  ...{ 'mail-hour': true, 'mail-day': true, 'mail-reset': true, 'mail-sign-in': true },
} satisfies Record<MailCounterKind, true>) as MailCounterKind[]

/** An account that exists for one scenario. */
export type ThrowawayAccount = {
  id: string
  email: string
  password: string
  /** An identifier that nobody has. */
  unknown: string
  madeAt: Date
  /** Of its authenticator app; null without two-factor. */
  secret: string | null
  /** Its passkey; null without. */
  key: SoftwareKey | null
}

export type NewThrowawayAccount = {
  isDisabled?: boolean
  isUnverified?: boolean
  hasTwoFactor?: boolean
  hasPasskey?: boolean
}

/** Creates the scenario's account: an ordinary user with a random password. */
export async function createThrowawayAccount(
  about: NewThrowawayAccount,
  now: Date,
): Promise<Result<ThrowawayAccount>> {
  const mark = randomBytes(8).toString('hex')
  const password = randomBytes(24).toString('base64url')
  const email = `scenario-${mark}@${env().ALLOWED_EMAIL_DOMAINS[0] ?? NOWHERE}`
  const names = { email, username: `scenario-${mark}`, name: 'Throwaway account' }
  const hashed = await hashPassword(password)
  if (!hashed.ok) return hashed
  const columns = {
    ...hashed.value,
    emailVerifiedAt: about.isUnverified ? null : now,
  }
  const user = await createUser(prisma(), { ...names, ...columns }, now)
  if (about.isDisabled) {
    const disablement = { reason: 'Part of an attack scenario', until: null }
    await setUserDisablement(prisma(), user.id, disablement, now)
  }
  const secret = about.hasTwoFactor ? newAppSecret() : null
  if (secret !== null) {
    const sealed = { secret: sealNamed('two-factor', secret), usedStep: 0 }
    await createAuthenticator(prisma(), user.id, sealed, now)
  }
  const key = about.hasPasskey ? new SoftwareKey(user.id) : null
  if (key !== null) await createPasskey(prisma(), key.row(relyingParty().rpId), now)
  const unknown = `nobody-${mark}@${NOWHERE}`
  return ok({ ...{ id: user.id, email, password, unknown, secret, key }, madeAt: now })
}

/**
 * Clears what the scenario has counted, so that it can continue.
 *
 * @param steps the second steps it began
 */
export async function resetLimits(
  account: ThrowawayAccount,
  address: string,
  steps: readonly string[],
  now: Date,
): Promise<void> {
  const codes = steps.flatMap((step) => countersOf(account, step))
  const targets = [
    { user: { id: account.id, signInRestartedAt: null }, identifier: account.email },
    { user: null, identifier: account.unknown },
  ]
  for (const target of targets) {
    const { ofAddress, ofKnownDevices, onAccount, ofAccount } = signInCounters(target, address)
    const signIn = [ofAddress, ofKnownDevices, onAccount, ofAccount, lockNoticeCounter(target)]
    const mails = MAIL_COUNTERS.map((kind) => counterKey(kind, target.identifier))
    const keys = [...signIn, ...mails, ...codes]
    await clearAttempts(prisma(), keys, now)
  }
  await clearAttempts(prisma(), [counterKey('passkey-mail', account.id)], now)
}

function countersOf({ id, secret, madeAt }: ThrowawayAccount, step: string): string[] {
  const owner = { id, twoFactorEnabledAt: secret === null ? null : madeAt }
  const { attempts, failures } = codeLimits(owner, step, null)
  return [attempts.key, ...failures.map(({ key }) => key)]
}

/** Removes the account with its sessions, mail, counters and recorded addresses. */
export async function removeThrowawayAccount(
  account: ThrowawayAccount,
  address: string,
  steps: readonly string[],
  now: Date,
): Promise<void> {
  await resetLimits(account, address, steps, now)
  await inTransaction(async (database) => {
    await deleteMailsOf(database, account.id)
    await deletePersonalAuditData(database, account.id)
    await deleteAuditOriginsAt(database, { address, since: account.madeAt })
    await deleteUserRow(database, account.id)
  })
}
