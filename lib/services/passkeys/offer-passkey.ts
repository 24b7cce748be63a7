import { prisma } from '@/lib/data/database/prisma'
import { recordPasskeyOffer } from '@/lib/data/passkeys/passkeys'
import { isJustOpened, OFFER_AGAIN_MS } from '@/lib/domain/passkeys/lifetimes'
import { later } from '@/lib/domain/time'
import { isWithoutPasskey } from '@/lib/domain/two-factor/sign-in-method'
import type { ProvenViewer, Viewer } from '@/lib/services/viewer'
import { creationOptions } from './options'

/*
 * From a password to a passkey: after a sign-in with a password the next page offers to make one, which a
 * browser does without a question where its password manager has just filled in that password.
 */

/** Whether this page may offer a passkey: the first after a sign-in with a password, once in 30 days. */
export function mayOfferPasskey(viewer: Viewer, now: Date): boolean {
  const { passkeyOfferedAt: offeredAt } = viewer
  return (
    isAfterPassword(viewer, now) && (offeredAt === null || offeredAt <= later(now, -OFFER_AGAIN_MS))
  )
}

/**
 * Offers a passkey, and records that: it is the last time for 30 days, whatever the browser makes of it.
 *
 * @returns what the browser is asked with; null when it must not be
 */
export async function offerPasskey(viewer: ProvenViewer, now: Date) {
  const offer = { userId: viewer.id, since: later(now, -OFFER_AGAIN_MS) }
  if (!isAfterPassword(viewer, now)) return null
  if (!(await recordPasskeyOffer(prisma(), offer, now))) return null
  return creationOptions(viewer, now, 'upgrade')
}

function isAfterPassword({ session }: Viewer, now: Date): boolean {
  return isWithoutPasskey(session.method) && isJustOpened(session.createdAt, now)
}
