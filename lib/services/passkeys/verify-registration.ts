import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { decodeAttestationObject, decodeClientDataJSON } from '@simplewebauthn/server/helpers'
import type { NewPasskeyPurpose } from '@/lib/domain/passkeys/purposes'
import type { RegistrationAnswer } from '@/lib/schemas/passkeys'
import { readPasskeyChallenge, type PasskeyChallenge } from './challenges'
import { isAskedByPage } from './client-data'
import { PASSKEY_ALGORITHMS } from './options'
import { isUsablePublicKey } from './public-key'
import { relyingParty } from './relying-party'

type NewPasskeyContext = { purpose: NewPasskeyPurpose; boundTo: string }

export type NewCredential = {
  challenge: PasskeyChallenge
  credentialId: string
  publicKey: Uint8Array<ArrayBuffer>
  counter: number
  isBackedUp: boolean
  aaguid: string
}

/**
 * Checks a device's answer to creation options: made here, for this browser, on this site, with its owner
 * verified. No attestation is asked for, so none is read.
 *
 * For one that is offered alone, nobody needs to be present: the owner has just typed the password, and
 * the browser does not ask.
 *
 * @returns null for anything else; never throws
 */
export function verifyRegistration(
  answer: RegistrationAnswer,
  context: NewPasskeyContext,
  now: Date,
): Promise<NewCredential | null> {
  return check(answer, context, now).catch(() => null)
}

async function check(
  answer: RegistrationAnswer,
  context: NewPasskeyContext,
  now: Date,
): Promise<NewCredential | null> {
  const { origin, rpId } = relyingParty()
  const isOwnerAsked = context.purpose !== 'upgrade'
  const clientData = decodeClientDataJSON(answer.response.clientDataJSON)
  const challenge = readPasskeyChallenge(clientData.challenge, context, now)
  if (!challenge || !isAskedByPage(clientData) || isAttested(answer)) return null
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: { ...answer, clientExtensionResults: {} } as never,
    expectedChallenge: clientData.challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    supportedAlgorithmIDs: PASSKEY_ALGORITHMS,
    requireUserPresence: isOwnerAsked,
    requireUserVerification: isOwnerAsked,
  })
  if (!verified) return null
  const { credential, credentialBackedUp: isBackedUp, aaguid } = registrationInfo
  const { id: credentialId, publicKey, counter } = credential
  // What was attested must be what was sent, whose length is limited, and able to sign in later.
  if (credentialId !== answer.id || !isUsablePublicKey(publicKey)) return null
  return { challenge, credentialId, publicKey, counter, isBackedUp, aaguid }
}

/** Certificates come only from those who were not asked for them. */
function isAttested({ response }: RegistrationAnswer): boolean {
  const decoded = decodeAttestationObject(Buffer.from(response.attestationObject, 'base64url'))
  const format = decoded.get('fmt')
  if (format === 'none') return false
  return format !== 'packed' || decoded.get('attStmt').get('x5c') !== undefined
}
