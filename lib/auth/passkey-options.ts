import 'server-only'
import { hashToken } from '@/lib/crypto/random-token'
import { isPasskeyPurpose, type PasskeyPurpose } from '@/lib/domain/passkeys/purposes'
import { cookieIn } from '@/lib/domain/site/cookie-header'
import { confirmPasswordPath, PASSKEYS_PATH, signInPath } from '@/lib/domain/site/redirects'
import type { FormState } from '@/lib/platform/forms'
import { offerPasskey } from '@/lib/services/passkeys/offer-passkey'
import { creationOptions, requestOptions, requestOptionsFor } from '@/lib/services/passkeys/options'
import { csrfCookieName } from './cookies'
import { readSignedIn } from './guards'
import { hasRecentProof, requireRecentProof } from './recent-proof'
import { readFirstStep } from './two-factor-cookie'

type Answer = { options: object } | { refused: FormState }

const refuse = (refused: FormState): Answer => ({ refused })

/**
 * A challenge for one purpose, bound to this browser, with what else a device is asked with. A challenge
 * is a sealed value, so nothing is stored but when a passkey was last offered. What a page can expect is
 * refused with status 200, as Auth.js does: the page shows it, and the console stays quiet.
 */
export async function answerPasskeyOptions(request: Request): Promise<Response> {
  const purpose = new URLSearchParams(await request.text()).get('purpose')
  const isKnown = isPasskeyPurpose(purpose)
  const answer = isKnown
    ? await ASKED[purpose](request.headers.get('cookie') ?? '', new Date())
    : refuse({ refusal: { code: 'page_outdated' } })
  return Response.json(answer, {
    status: isKnown ? 200 : 400,
    headers: { 'Cache-Control': 'private, no-store' },
  })
}

const ASKED: Record<PasskeyPurpose, (cookieHeader: string, now: Date) => Promise<Answer>> = {
  async 'sign-in'(cookieHeader, now) {
    const boundTo = browserSecret(cookieHeader)
    if (boundTo === null) return refuse({ refusal: { code: 'cookies_blocked' } })
    return { options: requestOptions({ purpose: 'sign-in', boundTo }, now) }
  },

  async 'second-step'(cookieHeader, now) {
    const state = readFirstStep(cookieHeader, now)
    const context = state && { purpose: 'second-step' as const, boundTo: hashToken(state.token) }
    const options = context && (await requestOptionsFor(state.userId, context, now))
    if (options) return { options }
    return refuse({ goTo: signInPath(null, 'two_factor_expired') })
  },

  async proof(_cookieHeader, now) {
    const viewer = await readSignedIn()
    if (!viewer) return refuse({ refusal: { code: 'session_expired' } })
    const context = { purpose: 'proof', boundTo: viewer.session.id } as const
    const options = await requestOptionsFor(viewer.id, context, now)
    return options ? { options } : refuse({ refusal: { code: 'passkey_unknown' } })
  },

  async registration(_cookieHeader, now) {
    const viewer = await readSignedIn()
    if (!viewer) return refuse({ refusal: { code: 'session_expired' } })
    if (!hasRecentProof(viewer)) return refuse({ goTo: confirmPasswordPath(PASSKEYS_PATH) })
    const proven = await requireRecentProof(viewer, PASSKEYS_PATH)
    return { options: await creationOptions(proven, now) }
  },

  // Refusals say nothing, as nobody has asked for it.
  async upgrade(_cookieHeader, now) {
    const viewer = await readSignedIn()
    if (!viewer || !hasRecentProof(viewer)) return refuse({})
    const options = await offerPasskey(await requireRecentProof(viewer, PASSKEYS_PATH), now)
    return options ? { options } : refuse({})
  },
}

/**
 * What a challenge to sign in is bound to: Auth.js's token, which every browser gets before it signs in,
 * and which no script and no other site can read.
 *
 * @returns null for a browser that has none
 */
export function browserSecret(cookieHeader: string): string | null {
  return cookieIn(cookieHeader, csrfCookieName())
}
