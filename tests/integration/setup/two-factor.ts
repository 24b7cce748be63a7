import { Secret, TOTP } from 'otpauth'
import { unwrap } from '@/lib/platform/result'
import { prepareSetUp, turnOnTwoFactor } from '@/lib/services/two-factor/set-up'
import type { ProvenViewer } from '@/lib/services/viewer'
import type { newAccount } from './new-account'
import { newViewer } from './new-viewer'
import { newVisitor } from './new-visitor'

/** What an authenticator app shows at a moment. */
export function codeOf(secret: string, now: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() })
}

/** The code of the secret that is offered to a viewer. */
export function offeredCode(viewer: ProvenViewer, now: Date): string {
  return codeOf(offeredSecret(viewer), now)
}

const offeredSecret = (viewer: ProvenViewer) => prepareSetUp(viewer).shownSecret.replaceAll(' ', '')

/** Turns two-factor on, as its page does. @returns the app's secret, and the recovery codes */
export async function turnOn(viewer: ProvenViewer, now: Date) {
  const secret = offeredSecret(viewer)
  const codes = await turnOnTwoFactor(viewer, codeOf(secret, now), newVisitor(), now)
  return { secret, recoveryCodes: unwrap(codes) }
}

/** The same for an account; two steps earlier, so that the codes of now are unused. */
export async function withTwoFactor(account: Awaited<ReturnType<typeof newAccount>>, now: Date) {
  const before = new Date(now.getTime() - 120_000)
  return turnOn(await newViewer(account, before), before)
}
