import { unwrap } from '@/lib/platform/result'
import type { PasskeyContext } from '@/lib/services/passkeys/challenges'
import { addPasskey } from '@/lib/services/passkeys/add-passkey'
import { creationOptions, requestOptions } from '@/lib/services/passkeys/options'
import { signInWithPasskey } from '@/lib/services/passkeys/sign-in-with-passkey'
import { openSession } from '@/lib/services/sessions/sessions'
import type { SignInRequest } from '@/lib/services/sign-in/sign-in-limits'
import { SecondFactorRefused } from '@/lib/services/two-factor/take-second-factor'
import type { ProvenViewer } from '@/lib/services/viewer'
import type { newAccount } from './new-account'
import { newViewer } from './new-viewer'
import { newVisitor } from './new-visitor'
import { SyntheticAuthenticator } from './synthetic-authenticator'

/** Adds a passkey, as its page does. */
export async function addTo(
  viewer: ProvenViewer,
  now: Date,
  device = new SyntheticAuthenticator(),
): Promise<SyntheticAuthenticator> {
  unwrap(
    await addPasskey(viewer, device.create(await creationOptions(viewer, now)), newVisitor(), now),
  )
  return device
}

/** The same for an account. */
export async function withPasskey(account: Awaited<ReturnType<typeof newAccount>>, now: Date) {
  const viewer = await newViewer(account, now)
  return { viewer, device: await addTo(viewer, now) }
}

/** The secret of a browser that signs in. */
const BROWSER = 'csrf-token|of-this-browser'
export const SIGN_IN: PasskeyContext = { purpose: 'sign-in', boundTo: BROWSER }

export const askedToSignIn = (now: Date) => requestOptions(SIGN_IN, now)

/** A sign-in to its end. @returns the session, or the code of the refusal */
export async function signInBy(
  answer: ReturnType<SyntheticAuthenticator['get']>,
  request: SignInRequest,
  now: Date,
  boundTo = BROWSER,
) {
  const checked = await signInWithPasskey(answer, boundTo, request, now)
  if (!checked.ok) return checked.refusal.code
  const { attempt, secondFactor, ...user } = checked.value
  try {
    const opened = { remember: false, attempt, secondFactor }
    return (await openSession(user, { ...request, ...opened }, now)) ?? 'no session'
  } catch (error) {
    if (error instanceof SecondFactorRefused) return error.code
    throw error
  }
}
