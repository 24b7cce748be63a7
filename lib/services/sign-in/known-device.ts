import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { seal, unseal } from '@/lib/crypto/seal'
import { days } from '@/lib/domain/time'

/** As long as browsers keep any cookie (RFC 6265bis, 5.5). */
export const DEVICE_KNOWN_MS = days(400)

/** Enough for a shared computer. Beyond it, the account that signed in longest ago is dropped. */
const MAX_ACCOUNTS = 5
const MAX_SEALED_LENGTH = 2000
const ID_BYTES = 16

/** Content of the sealed device cookie: the browser's id, and which accounts last signed in when. */
const deviceSchema = z.object({
  id: z.string(),
  accounts: z.array(z.object({ userId: z.string(), signedInAt: z.number() })),
})

/**
 * Whether a browser has signed in to this account before, and not before the account's password was
 * last changed.
 *
 * @param sealed the cookie as received, so untrusted
 * @returns the browser's id; null when it is unknown to this account
 */
export function findKnownDevice(
  sealed: string | undefined,
  user: { id: string; signInRestartedAt: Date | null },
  now: Date,
): string | null {
  const device = open(sealed)
  const entry = device?.accounts.find(({ userId }) => userId === user.id)
  if (!device || !entry) return null
  const restartedAt = user.signInRestartedAt?.getTime() ?? 0
  const isFresh = entry.signedInAt >= restartedAt
  return isFresh && now.getTime() - entry.signedInAt < DEVICE_KNOWN_MS ? device.id : null
}

/** The browser's id, known to whichever accounts. @returns null when it has none */
export function deviceIdIn(sealed: string | undefined): string | null {
  return open(sealed)?.id ?? null
}

/** An id for a browser that has none. */
export function newDeviceId(): string {
  return randomBytes(ID_BYTES).toString('base64url')
}

/**
 * The new device cookie after a sign-in. The browser remains known to its other accounts.
 *
 * @param fallbackId the id for a browser that has none
 */
export function sealKnownDevice(
  sealed: string | undefined,
  userId: string,
  now: Date,
  fallbackId = newDeviceId(),
): string {
  const device = open(sealed)
  const others = device?.accounts.filter((account) => account.userId !== userId) ?? []
  const accounts = [{ userId, signedInAt: now.getTime() }, ...others].slice(0, MAX_ACCOUNTS)
  const id = device?.id ?? fallbackId
  return seal('device', JSON.stringify({ id, accounts }))
}

function open(sealed: string | undefined): z.output<typeof deviceSchema> | null {
  if (sealed === undefined || sealed.length > MAX_SEALED_LENGTH) return null
  const text = unseal('device', sealed)
  // Another version may have sealed it: such a browser is unknown until its next sign-in.
  return text === null ? null : (deviceSchema.safeParse(JSON.parse(text)).data ?? null)
}
