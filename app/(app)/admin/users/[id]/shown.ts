import type { ShownUserToken } from '@/components/admin/user-tokens'
import { SCOPE_LABELS } from '@/lib/domain/tokens/api-token'
import type { ShownSession } from '@/components/admin/user-devices'
import type { ShownEvent } from '@/components/admin/user-events'
import type { ShownRecord } from '@/components/admin/user-facts'
import { isDisabled } from '@/lib/domain/accounts/account-state'
import { accountStatus } from '@/lib/domain/accounts/user-listing'
import { describeEvent } from '@/lib/domain/audit/activity-sentences'
import { eventMarks } from '@/lib/domain/audit/event-marks'
import { describeDevice } from '@/lib/domain/sessions/device'
import type { UserRecord } from '@/lib/services/admin-pages/user-details'

/* Converts a user's record into the props of the page's components. */

export function shownRecord(user: UserRecord['user'], now: Date): ShownRecord {
  const { name, username, email, role, disabledAt, disabledUntil, disabledReason } = user
  return {
    ...{ name, username, email, role, state: accountStatus(user, now) },
    createdIso: user.createdAt.toISOString(),
    hasTwoFactor: user.twoFactorEnabledAt !== null,
    hasPasskeys: user.passkeysEnabledAt !== null,
    passkeyCount: user._count.passkeys,
    twoFactorIso: user.twoFactorEnabledAt?.toISOString() ?? null,
    verifiedIso: user.emailVerifiedAt?.toISOString() ?? null,
    disabled:
      disabledAt !== null && isDisabled(user, now)
        ? {
            sinceIso: disabledAt.toISOString(),
            untilIso: disabledUntil?.toISOString() ?? null,
            reason: disabledReason,
          }
        : null,
  }
}

export function shownSessions(sessions: UserRecord['devices']['sessions']): ShownSession[] {
  return sessions.map(({ userAgent, address, createdAt, lastSeenAt, boundAt }) => ({
    device: describeDevice(userAgent),
    address,
    createdIso: createdAt.toISOString(),
    lastSeenIso: lastSeenAt.toISOString(),
    isBound: boundAt !== null,
  }))
}

/** @param userId whose page it is */
export function shownEvents(events: UserRecord['events'], userId: string): ShownEvent[] {
  return events.map((event) => ({
    id: event.id,
    ...describeEvent(event),
    isSimulated: eventMarks(event.details).isSimulated,
    note: event.note,
    atIso: event.at.toISOString(),
    isByAdministrator: event.actorId !== null && event.actorId !== userId,
  }))
}

export function shownTokens(tokens: UserRecord['tokens']): ShownUserToken[] {
  return tokens.map(({ id, name, scope, expiresAt, lastUsedAt }) => ({
    ...{ id, name, scope: SCOPE_LABELS[scope] },
    expiresIso: expiresAt.toISOString(),
    lastUsedIso: lastUsedAt?.toISOString() ?? null,
  }))
}
