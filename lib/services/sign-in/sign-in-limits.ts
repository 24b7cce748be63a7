import { clientNetwork } from '@/lib/domain/sessions/client-network'
import { attemptsPerMinute, counterKey, failuresRule } from '@/lib/services/limits/attempt-limits'
import type { AttemptLimits } from './counted-attempts'
import { findKnownDevice } from './known-device'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

export type SignInRequest = ClientInfo & {
  /** The device cookie as received. */
  deviceToken?: string | undefined
}

/** The target of an attempt: a user, or an identifier that no user has. */
export type Target = {
  user: { id: string; signInRestartedAt: Date | null } | null
  /** Normalised. */
  identifier: string
}

/** The browser's id, when it has signed in to this account before. */
export function knownDeviceOf({ user }: Target, request: SignInRequest, now: Date): string | null {
  return user && findKnownDevice(request.deviceToken, user, now)
}

/**
 * The limits a sign-in attempt is counted against before anything is hashed.
 *
 * An unknown browser counts by client address, by client address and account, and by account. The
 * second slows an attacker down even while the owner's own sign-ins keep clearing the third. A known
 * browser counts only by its own id and the account's known devices, so that no attacker can use up its
 * allowance.
 *
 * @param deviceId null for an unknown browser
 */
export function signInLimits(
  target: Target,
  request: ClientInfo & { deviceId: string | null },
): AttemptLimits {
  const { ofAddress, onAccount, ofAccount, ofKnownDevices } = signInCounters(
    target,
    request.address,
  )
  const rule = failuresRule({ hasLongLock: true })
  if (request.deviceId === null) {
    return {
      attempts: { key: ofAddress, rule: attemptsPerMinute() },
      failures: [
        { key: onAccount, rule: failuresRule({ hasLongLock: false }) },
        { key: ofAccount, rule },
      ],
      clears: [onAccount, ofAccount],
    }
  }
  const ofDevice = counterKey('known-device', ...accountName(target), request.deviceId)
  return {
    attempts: { key: ofKnownDevices, rule: attemptsPerMinute() },
    failures: [{ key: ofDevice, rule }],
    clears: [onAccount, ofAccount, ofDevice],
  }
}

/** The counters of an account's sign-ins from a client address, except those of single devices. */
export function signInCounters(target: Target, address: string) {
  const account = accountName(target)
  const network = clientNetwork(address)
  return {
    ofAddress: counterKey('sign-in-address', network),
    onAccount: counterKey('address-on-account', ...account, network),
    ofAccount: counterKey('account', ...account),
    ofKnownDevices: counterKey('known-devices', ...account),
  }
}

/**
 * Counters use the account's id whichever identifier was typed, or the identifier if no user has it.
 * They include the time of the last reset, so that a new password removes every lock at once.
 */
function accountName({ user, identifier }: Target): string[] {
  return user
    ? ['user', user.id, String(user.signInRestartedAt?.getTime() ?? 0)]
    : ['name', identifier]
}
