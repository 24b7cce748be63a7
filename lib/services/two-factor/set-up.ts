import { createHmac } from 'node:crypto'
import { sealNamed } from '@/lib/crypto/named-seal'
import { purposeKey } from '@/lib/crypto/purpose-key'
import { inTransaction } from '@/lib/data/database/prisma'
import { revokeOtherUserSessions, proveSession } from '@/lib/data/sessions/sessions'
import { createAuthenticator } from '@/lib/data/two-factor/authenticators'
import { lockAccount } from '@/lib/data/users/lock-account'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import {
  encodeSecret,
  groupedSecret,
  matchingStep,
  otpauthUri,
  TOTP_SECRET_BYTES,
} from '@/lib/domain/two-factor/totp'
import { err, ok, type Result } from '@/lib/platform/result'
import { product } from '@/lib/product'
import { recordOwnChange } from '@/lib/services/audit/record-own-event'
import { notifyOwner } from '@/lib/services/email/notify-owner'
import type { ProvenViewer } from '@/lib/services/viewer'
import { issueRecoveryCodes } from './issue-recovery-codes'

/** What an authenticator app is set up with. */
export type SetUp = {
  /** For the QR code, and for the app on the same phone. */
  uri: string
  /** The secret in groups of four, for typing. */
  shownSecret: string
}

/** The secret that is offered to the viewer. Nothing is stored until a code of it was right. */
export function prepareSetUp(viewer: ProvenViewer): SetUp {
  const secret = offeredSecret(viewer)
  const names = { issuer: product.name, account: viewer.email }
  return { uri: otpauthUri(secret, names), shownSecret: groupedSecret(secret) }
}

/**
 * Derived rather than stored, so that the page shows the same secret when it is loaded again or in
 * another tab. A new one with every proof, and turning two-factor on is one, so none is offered twice.
 */
function offeredSecret({ id, session }: ProvenViewer): string {
  const name = JSON.stringify([id, session.id, session.provedAt.getTime()])
  const bytes = createHmac('sha256', purposeKey('two-factor-setup')).update(name).digest()
  return encodeSecret(bytes.subarray(0, TOTP_SECRET_BYTES))
}

/**
 * Turns two-factor on with a right code of the offered secret. Ends the viewer's other sessions, which
 * were opened without it, and notifies the owner.
 *
 * @returns the recovery codes, to be shown once; `page_outdated` when it is on already
 */
export async function turnOnTwoFactor(
  viewer: ProvenViewer,
  code: string,
  client: ClientInfo,
  now: Date,
): Promise<Result<string[]>> {
  const secret = offeredSecret(viewer)
  const usedStep = matchingStep(secret, code, now)
  if (usedStep === null) return err('two_factor_invalid')
  const { id, session } = viewer
  return inTransaction(async (database) => {
    const account = await lockAccount(database, id)
    if (!account || !(await proveSession(database, session.id, now))) return err('session_expired')
    if (account.twoFactorEnabledAt !== null) return err('page_outdated')
    await createAuthenticator(
      database,
      id,
      { secret: sealNamed('two-factor', secret), usedStep },
      now,
    )
    const codes = await issueRecoveryCodes(database, id)
    const sessionsEnded = await revokeOtherUserSessions(database, id, session.id, now)
    const data = { name: account.name, changedAt: now.toISOString() }
    await notifyOwner(database, account, { template: 'two-factor-on', data }, now)
    const event = { action: 'two_factor_enabled', details: { sessionsEnded } } as const
    await recordOwnChange(database, id, event, client, now)
    return ok(codes)
  })
}
