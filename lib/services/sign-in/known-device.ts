import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { seal, unseal } from '@/lib/crypto/seal'
import { days } from '@/lib/domain/time'

/** As long as browsers keep any cookie (RFC 6265bis, 5.5). */
export const DEVICE_KNOWN_MS = days(400)

/** A browser shared by a family; with more, whoever has stayed away longest is forgotten. */
const MAX_ACCOUNTS = 5
const MAX_SEALED_LENGTH = 2000
const ID_BYTES = 16

/** What a browser carries, sealed: who it is, and which accounts signed in there last, and when. */
const deviceSchema = z.object({
  id: z.string(),
  accounts: z.array(z.object({ userId: z.string(), signedInAt: z.number() })),
})

/**
 * Whether a browser has signed in to this account before, and not before the account's password was
 * last changed.
 *
 * @param sealed the cookie as it was sent, by anybody
 * @returns the browser's id; null when it is a stranger here
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

/** What the browser carries from now on, after a sign-in. It stays known to its other accounts. */
export function sealKnownDevice(sealed: string | undefined, userId: string, now: Date): string {
  const device = open(sealed)
  const others = device?.accounts.filter((account) => account.userId !== userId) ?? []
  const accounts = [{ userId, signedInAt: now.getTime() }, ...others].slice(0, MAX_ACCOUNTS)
  const id = device?.id ?? randomBytes(ID_BYTES).toString('base64url')
  return seal('device', JSON.stringify({ id, accounts }))
}

function open(sealed: string | undefined): z.output<typeof deviceSchema> | null {
  if (sealed === undefined || sealed.length > MAX_SEALED_LENGTH) return null
  const text = unseal('device', sealed)
  // Ours, but perhaps of another version: then it is a stranger's until the next sign-in.
  return text === null ? null : (deviceSchema.safeParse(JSON.parse(text)).data ?? null)
}
