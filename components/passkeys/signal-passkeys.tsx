'use client'

import { useEffect } from 'react'

export type PasskeySignal = {
  rpId: string
  userId: string
  allAcceptedCredentialIds: readonly string[]
  /** What devices show beside a passkey. */
  name: string
  displayName: string
}

/**
 * Tells the browser's devices which passkeys of this user there are, and what the user is called, so that
 * they forget removed ones. Nothing happens in browsers that cannot, or when it fails.
 */
export function SignalPasskeys({
  rpId,
  userId,
  allAcceptedCredentialIds,
  name,
  displayName,
}: PasskeySignal) {
  const ids = allAcceptedCredentialIds.join(' ')
  useEffect(() => {
    const accepted = ids === '' ? [] : ids.split(' ')
    void signal({ rpId, userId, allAcceptedCredentialIds: accepted, name, displayName })
  }, [rpId, userId, ids, name, displayName])
  return null
}

async function signal({
  allAcceptedCredentialIds,
  name,
  displayName,
  ...user
}: PasskeySignal): Promise<void> {
  if (typeof PublicKeyCredential !== 'function') return
  try {
    const { endBackground } = await import('./ceremony')
    await endBackground()
    await PublicKeyCredential.signalAllAcceptedCredentials?.({
      ...user,
      allAcceptedCredentialIds: [...allAcceptedCredentialIds],
    })
    await PublicKeyCredential.signalCurrentUserDetails?.({ ...user, name, displayName })
  } catch {
    // The next visit tells them again.
  }
}
