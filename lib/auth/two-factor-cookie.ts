import * as z from 'zod'
import { seal, unseal } from '@/lib/crypto/seal'
import { cookieIn } from '@/lib/domain/site/cookie-header'
import { deviceIdIn, newDeviceId } from '@/lib/services/sign-in/known-device'
import type { SignedIn } from '@/lib/services/sign-in/sign-in'
import type { OpenChallenge } from '@/lib/services/two-factor/answer-challenge'
import type { Challenge } from '@/lib/services/two-factor/start-second-step'
import { cookieOptions, twoFactorCookieName } from './cookies'
import { deviceTokenIn } from './device-cookie'
import type { NewCookie } from './set-cookie'

/*
 * What is known of a sign-in between its two steps: sealed in a cookie of this browser, for five
 * minutes. It opens nothing by itself: the challenge it names is answered once, with a second factor.
 */

/** Browsers keep 4096 characters of a cookie; a longer page to return to is left out. */
const MAX_PATH_LENGTH = 1500
const MAX_SEALED_LENGTH = 4000

const stepSchema = z.object({
  token: z.string(),
  userId: z.string(),
  signInRestartedAt: z.number().nullable(),
  failures: z.number(),
  isNewDevice: z.boolean(),
  /** The browser's id, which it gets with the device cookie once the sign-in succeeds. */
  deviceId: z.string(),
  remember: z.boolean(),
  callbackUrl: z.string().nullable(),
  expiresAt: z.number(),
})

export type SecondStepState = OpenChallenge & {
  deviceId: string
  remember: boolean
  /** A path on this site, as it was asked for. */
  callbackUrl: string | null
}

/** Seals the first step for the cookie. @param user with the right password */
export function sealFirstStep(
  user: SignedIn,
  challenge: Challenge,
  asked: { remember: boolean; callbackUrl: string | null; cookieHeader: string },
): string {
  const { remember, callbackUrl, cookieHeader } = asked
  const state: z.input<typeof stepSchema> = {
    token: challenge.token,
    userId: user.id,
    signInRestartedAt: user.signInRestartedAt?.getTime() ?? null,
    failures: challenge.failures,
    isNewDevice: user.attempt.isNewDevice,
    deviceId: deviceIdIn(deviceTokenIn(cookieHeader)) ?? newDeviceId(),
    remember,
    callbackUrl: (callbackUrl?.length ?? 0) > MAX_PATH_LENGTH ? null : callbackUrl,
    expiresAt: challenge.expiresAt.getTime(),
  }
  return seal('two-factor-step', JSON.stringify(state))
}

/** @returns null when there is no first step in this browser, or it is too long ago */
export function readFirstStep(cookieHeader: string, now: Date): SecondStepState | null {
  const sealed = cookieIn(cookieHeader, twoFactorCookieName())
  if (sealed === null || sealed.length > MAX_SEALED_LENGTH) return null
  const text = unseal('two-factor-step', sealed)
  const state = text === null ? undefined : stepSchema.safeParse(JSON.parse(text)).data
  if (!state || state.expiresAt <= now.getTime()) return null
  const { signInRestartedAt: restartedAt } = state
  return { ...state, signInRestartedAt: restartedAt === null ? null : new Date(restartedAt) }
}

/** The cookie that leads to the second step. */
export function firstStepCookie(sealed: string, expires: Date): NewCookie {
  return { name: twoFactorCookieName(), value: sealed, options: { ...cookieOptions(), expires } }
}

/** What makes the browser forget it. */
export function clearedFirstStepCookie(): NewCookie {
  return firstStepCookie('', new Date(0))
}
