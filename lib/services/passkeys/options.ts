import { prisma } from '@/lib/data/database/prisma'
import { listCredentials } from '@/lib/data/passkeys/passkeys'
import { PASSKEY_CHALLENGE_MS } from '@/lib/domain/passkeys/lifetimes'
import type { NewPasskeyPurpose } from '@/lib/domain/passkeys/purposes'
import { product } from '@/lib/product'
import type { ProvenViewer, Viewer } from '@/lib/services/viewer'
import { newPasskeyChallenge, type PasskeyContext } from './challenges'
import { relyingParty, userHandleOf } from './relying-party'

/* What a browser is asked with, as `parseCreationOptionsFromJSON` and `parseRequestOptionsFromJSON` take it. */

type PasskeyRequestOptions = ReturnType<typeof requestOptions>

/** COSE: Ed25519, ES256, RS256. Every device has one of the last two. */
export const PASSKEY_ALGORITHMS = [-8, -7, -257]

/**
 * To add a passkey: one that works without a username, asks for its owner, and is not there yet.
 *
 * One that is offered cannot ask for its owner while it is made: browsers refuse that (WebAuthn Level 3,
 * 5.1.3). It has to whenever it is used.
 */
export async function creationOptions(
  viewer: ProvenViewer,
  now: Date,
  purpose: NewPasskeyPurpose = 'registration',
) {
  const { id, email, name, session } = viewer
  const context = { purpose, boundTo: session.id }
  return {
    rp: { id: relyingParty().rpId, name: product.name },
    user: { id: userHandleOf(id), name: email, displayName: name },
    challenge: newPasskeyChallenge(context, now),
    pubKeyCredParams: PASSKEY_ALGORITHMS.map((alg) => ({ type: 'public-key' as const, alg })),
    timeout: PASSKEY_CHALLENGE_MS,
    excludeCredentials: descriptors(await listCredentials(prisma(), id)),
    authenticatorSelection: {
      residentKey: 'required' as const,
      requireResidentKey: true,
      userVerification: purpose === 'upgrade' ? ('preferred' as const) : ('required' as const),
    },
    attestation: 'none' as const,
  }
}

/** To sign in with any passkey of this site. */
export function requestOptions(context: PasskeyContext, now: Date) {
  return {
    challenge: newPasskeyChallenge(context, now),
    rpId: relyingParty().rpId,
    timeout: PASSKEY_CHALLENGE_MS,
    userVerification: 'required' as const,
    allowCredentials: [] as ReturnType<typeof descriptors>,
  }
}

/** For one user's passkeys. @returns null when the user has none */
export async function requestOptionsFor(
  userId: string,
  context: PasskeyContext,
  now: Date,
): Promise<PasskeyRequestOptions | null> {
  const credentials = await listCredentials(prisma(), userId)
  if (credentials.length === 0) return null
  return { ...requestOptions(context, now), allowCredentials: descriptors(credentials) }
}

const descriptors = (credentials: { credentialId: string; transports: string[] }[]) =>
  credentials.map(({ credentialId: id, transports }) => ({
    type: 'public-key' as const,
    id,
    transports,
  }))

/** What the devices of the viewer's browser are told, so that they forget removed passkeys. */
export async function passkeySignal(viewer: Viewer) {
  const credentials = await listCredentials(prisma(), viewer.id)
  return {
    ...{ rpId: relyingParty().rpId, userId: userHandleOf(viewer.id) },
    allAcceptedCredentialIds: credentials.map(({ credentialId }) => credentialId),
    ...{ name: viewer.email, displayName: viewer.name },
  }
}
