import { inTransaction } from '@/lib/data/database/prisma'
import { countPasskeys, createPasskey, listPasskeys } from '@/lib/data/passkeys/passkeys'
import { takePasskeyChallenge } from '@/lib/data/passkeys/used-challenges'
import { revokeOtherUserSessions } from '@/lib/data/sessions/sessions'
import { deleteTrustedBrowsers } from '@/lib/data/two-factor/trusted-browsers'
import { PASSKEYS_MAX } from '@/lib/domain/passkeys/passkeys-max'
import { nameOfNewPasskey } from '@/lib/domain/passkeys/providers'
import type { NewPasskeyPurpose } from '@/lib/domain/passkeys/purposes'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { describeDevice } from '@/lib/domain/sessions/device'
import { err, ok, type Result } from '@/lib/platform/result'
import type { RegistrationAnswer } from '@/lib/schemas/passkeys'
import { recordOwnChange } from '@/lib/services/audit/record-own-event'
import { limitOwnActions } from '@/lib/services/limits/request-limits'
import { lockViewer } from '@/lib/services/sessions/lock-viewer'
import { needsSecondFactor } from '@/lib/services/settings'
import type { ProvenViewer } from '@/lib/services/viewer'
import { notifyOwnerOfPasskey } from './notify-owner-of-passkey'
import { relyingParty } from './relying-party'

/**
 * Adds a passkey to the viewer's account, and notifies the owner. Trusted browsers end with any change of
 * a factor, and where the account is asked for a second factor from now on, so do the other sessions:
 * they were opened without one.
 *
 * @returns what it is called; `passkey_failed` for an answer that is not to this browser's challenge, was
 *   used before, or is about a credential that is there already; `passkey_limit` for one too many
 */
export function addPasskey(
  viewer: ProvenViewer,
  answer: RegistrationAnswer,
  client: ClientInfo,
  now: Date,
): Promise<Result<{ name: string }>> {
  return add(viewer, answer, { purpose: 'registration', client }, now)
}

/** As {@link addPasskey}, for an answer to an offer. */
export function addOfferedPasskey(
  viewer: ProvenViewer,
  answer: RegistrationAnswer,
  client: ClientInfo,
  now: Date,
): Promise<Result<{ name: string }>> {
  return add(viewer, answer, { purpose: 'upgrade', client }, now)
}

async function add(
  viewer: ProvenViewer,
  answer: RegistrationAnswer,
  { purpose, client }: { purpose: NewPasskeyPurpose; client: ClientInfo },
  now: Date,
): Promise<Result<{ name: string }>> {
  const { id, session } = viewer
  const limited = await limitOwnActions('passkey', id, now)
  if (limited) return limited
  const { verifyRegistration } = await import('./verify-registration')
  const made = await verifyRegistration(answer, { purpose, boundTo: session.id }, now)
  if (!made) return err('passkey_failed')
  const { challenge, ...credential } = made
  const passkey = {
    ...credential,
    ...{ userId: id, client, rpId: relyingParty().rpId },
    transports: answer.response.transports,
  }
  return inTransaction(async (database) => {
    const account = await lockViewer(database, viewer, now)
    if (!account) return err('session_expired')
    if ((await countPasskeys(database, id)) >= PASSKEYS_MAX) return err('passkey_limit')
    if (!(await takePasskeyChallenge(database, challenge))) return err('passkey_failed')
    const taken = (await listPasskeys(database, id)).map((other) => other.name)
    const name = nameOfNewPasskey(made.aaguid, describeDevice(client.userAgent), taken)
    if (!(await createPasskey(database, { ...passkey, name }, now))) return err('passkey_failed')
    await deleteTrustedBrowsers(database, id)
    const isNewlyAsked =
      !needsSecondFactor(account) && needsSecondFactor({ ...account, passkeysEnabledAt: now })
    const sessionsEnded = isNewlyAsked
      ? await revokeOtherUserSessions(database, id, session.id, now)
      : 0
    await notifyOwnerOfPasskey(database, account, { change: 'added', passkey: name }, now)
    const details = { aaguid: made.aaguid, sessionsEnded }
    await recordOwnChange(database, id, { action: 'passkey_added', details }, client, now)
    return ok({ name })
  })
}
