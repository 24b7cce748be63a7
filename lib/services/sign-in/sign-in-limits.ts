import { clientNetwork } from '@/lib/domain/sessions/client-network'
import { attemptsPerMinute, counterKey, failuresRule } from '@/lib/services/limits/attempt-limits'
import type { AttemptLimits } from './counted-attempts'
import { findKnownDevice } from './known-device'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

export type SignInRequest = ClientInfo & {
  /** The device cookie as it was sent. */
  deviceToken?: string | undefined
}

/** Whom an attempt is for: a user, or a name that nobody has. */
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
 * What a sign-in attempt is counted against before anything is hashed.
 *
 * A stranger counts against the address, the address on this account, and the account. The middle
 * one keeps a guesser slow whose account counter the owner's own sign-ins keep clearing. A browser
 * that has signed in here before counts only against itself and the account's known devices, so no
 * stranger can use up its allowance.
 *
 * @param deviceId null for a stranger
 */
export function signInLimits(
  target: Target,
  request: ClientInfo & { deviceId: string | null },
): AttemptLimits {
  const { ofAddress, onAccount, ofAccount, ofKnownDevices } = signInCounters(
    target,
    request.address,
  )
  const ending = failuresRule({ ends: true })
  if (request.deviceId === null) {
    return {
      attempts: { key: ofAddress, rule: attemptsPerMinute() },
      failures: [
        { key: onAccount, rule: failuresRule({ ends: false }) },
        { key: ofAccount, rule: ending },
      ],
      clears: [onAccount, ofAccount],
    }
  }
  const ofDevice = counterKey('known-device', ...accountName(target), request.deviceId)
  return {
    attempts: { key: ofKnownDevices, rule: attemptsPerMinute() },
    failures: [{ key: ofDevice, rule: ending }],
    clears: [onAccount, ofAccount, ofDevice],
  }
}

/** Under which names an account's sign-ins from an address are counted; single devices aside. */
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
 * An account counts by its id, whichever identifier was typed, and a name nobody has by itself. The
 * moment of the last restart is part of the name, so that a new password opens everything at once.
 */
function accountName({ user, identifier }: Target): string[] {
  return user
    ? ['user', user.id, String(user.signInRestartedAt?.getTime() ?? 0)]
    : ['name', identifier]
}
