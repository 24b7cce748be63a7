import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { decodeClientDataJSON } from '@simplewebauthn/server/helpers'
import type { AssertionAnswer } from '@/lib/schemas/passkeys'
import { readPasskeyChallenge, type PasskeyChallenge, type PasskeyContext } from './challenges'
import { isAskedByPage } from './client-data'
import { relyingParty, userHandleOf } from './relying-party'

export type VerifiedAssertion = {
  challenge: PasskeyChallenge
  counter: number
  isBackedUp: boolean
}

/**
 * Checks what a device has signed: a challenge made here, for this browser and purpose, on this site, with
 * its owner verified. What its counter says is left to the caller.
 *
 * @returns null for anything else; never throws
 */
export function verifyAssertion(
  answer: AssertionAnswer,
  passkey: { userId: string; publicKey: Uint8Array<ArrayBuffer> },
  context: PasskeyContext,
  now: Date,
): Promise<VerifiedAssertion | null> {
  return check(answer, passkey, context, now).catch(() => null)
}

async function check(
  answer: AssertionAnswer,
  { userId, publicKey }: { userId: string; publicKey: Uint8Array<ArrayBuffer> },
  context: PasskeyContext,
  now: Date,
): Promise<VerifiedAssertion | null> {
  const { origin, rpId } = relyingParty()
  const { userHandle } = answer.response
  const clientData = decodeClientDataJSON(answer.response.clientDataJSON)
  const challenge = readPasskeyChallenge(clientData.challenge, context, now)
  if (!challenge || !isAskedByPage(clientData)) return null
  // Where nobody was named, the device says whose it is (WebAuthn Level 3, 7.2, step 6).
  const isNamed = typeof userHandle === 'string'
  if (isNamed ? userHandle !== userHandleOf(userId) : context.purpose === 'sign-in') return null
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: { ...answer, clientExtensionResults: {} } as never,
    expectedChallenge: clientData.challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    // The caller compares the counter, which it also has to tell somebody of.
    credential: { id: answer.id, publicKey, counter: 0 },
  })
  if (!verified) return null
  const { newCounter: counter, credentialBackedUp: isBackedUp } = authenticationInfo
  return { challenge, counter, isBackedUp }
}
