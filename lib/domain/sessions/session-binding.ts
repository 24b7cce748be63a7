import type { ClientInfo } from './client-info'
import { later, seconds } from '@/lib/domain/time'

/** What the database says of a session's binding to its device; all null while it is not bound. */
export type BindingColumns = {
  boundAt: Date | null
  boundId: string | null
  boundHash: string | null
  boundUntil: Date | null
  earlierHash: string | null
  earlierUntil: Date | null
  boundShownAt: Date | null
  boundAddress: string | null
  boundUserAgent: string | null
}

/** What people are told of a session that is bound. */
export const BOUND_SENTENCE = 'Bound to this device: a copy of its cookies is useless elsewhere'

/** What a request shows of the binding beside its session cookie. */
export type ShownBinding = {
  /** SHA-256 of the bound cookie's values; none without that cookie, several where one was planted. */
  cookieHashes: readonly string[]
  /** The `Secure-Session-Skipped` header: the sessions a browser could not refresh, and why. */
  skipped: string
  /** Whether another site led here, for whom browsers do not refresh. */
  isFromElsewhere: boolean
  /** Who sent it; null where no request did. Only a request can be a copy. */
  client: ClientInfo | null
}

/** With what signed in. */
type BoundTo = BindingColumns & Pick<ClientInfo, 'address' | 'userAgent'>

/**
 * - `good`: not bound, or bound and shown to be on its device
 * - `stale`: a bound cookie that counts no longer, or another session's. The browser refreshes once it
 *   has forgotten that cookie
 * - `unproven`: proof is outstanding, for a reason that is not the user's
 * - `copied`: the session cookie alone, from somewhere that does not have the key
 */
export type BindingVerdict = 'good' | 'stale' | 'unproven' | 'copied'

/**
 * How long what was good before remains so, because requests overtake each other: an earlier value and
 * challenge after a refresh, and no bound cookie at all after the registration.
 */
export const OVERLAP_MS = seconds(5)

/** Judges a request of an open session. Pure: whoever calls it ends what was copied. */
export function judgeBinding(binding: BoundTo, shown: ShownBinding, now: Date): BindingVerdict {
  if (binding.boundAt === null) return 'good'
  const { cookieHashes } = shown
  if (showsGoodCookie(binding, cookieHashes, now)) return 'good'
  if (cookieHashes.length > 0) return 'stale'
  if (binding.boundShownAt === null) {
    return now < later(binding.boundAt, OVERLAP_MS) ? 'good' : 'unproven'
  }
  const isExplained =
    // Browsers drop their key by themselves, such as when an answer to a refresh is lost.
    isItsClient(binding, shown.client) ||
    shown.isFromElsewhere ||
    shown.skipped.includes(`session_identifier="${binding.boundId}"`)
  return isExplained ? 'unproven' : 'copied'
}

/** Whether a request has the address and user agent that signed in, or that last proved the key. */
function isItsClient(
  { address, userAgent, boundAddress, boundUserAgent }: BoundTo,
  client: ClientInfo | null,
): boolean {
  const isFrom = (itsAddress: string | null, itsUserAgent: string | null) =>
    client?.address === itsAddress && client.userAgent === itsUserAgent
  return isFrom(address, userAgent) || isFrom(boundAddress, boundUserAgent)
}

/** Whether a request carries a bound cookie that counts. */
function showsGoodCookie(
  { boundHash, boundUntil, earlierHash, earlierUntil }: BindingColumns,
  cookieHashes: readonly string[],
  now: Date,
): boolean {
  const shows = (hash: string | null, until: Date | null) =>
    hash !== null && until !== null && now < until && cookieHashes.includes(hash)
  return shows(boundHash, boundUntil) || shows(earlierHash, earlierUntil)
}

/** The overlap of an earlier value: a few seconds, and not past its own end. */
export function endOfEarlier(boundUntil: Date, now: Date): Date {
  const end = later(now, OVERLAP_MS)
  return boundUntil < end ? boundUntil : end
}
