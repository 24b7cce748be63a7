import 'server-only'
import { hashToken } from '@/lib/crypto/random-token'
import { isPasskeyPurpose, type PasskeyPurpose } from '@/lib/domain/passkeys/purposes'
import { cookieIn } from '@/lib/domain/site/cookie-header'
import { confirmPasswordPath, PASSKEYS_PATH, signInPath } from '@/lib/domain/site/redirects'
import type { FormState } from '@/lib/platform/forms'
import { creationOptions, requestOptions, requestOptionsFor } from '@/lib/services/passkeys/options'
import { csrfCookieName } from './cookies'
import { readSignedIn } from './guards'
import { hasRecentProof, requireRecentProof } from './recent-proof'
import { readFirstStep } from './two-factor-cookie'

type Refused = { refused: FormState; status: number }
type Answer = { options: object } | Refused

const refuse = (status: number, refused: FormState): Refused => ({ status, refused })

/**
 * A challenge for one purpose, bound to this browser, with what else a device is asked with. It changes
 * nothing: a challenge is a sealed value.
 */
export async function answerPasskeyOptions(request: Request): Promise<Response> {
  const purpose = new URLSearchParams(await request.text()).get('purpose')
  const answer = isPasskeyPurpose(purpose)
    ? await ASKED[purpose](request.headers.get('cookie') ?? '', new Date())
    : refuse(400, { refusal: { code: 'page_outdated' } })
  const headers = { 'Cache-Control': 'private, no-store' }
  return 'options' in answer
    ? Response.json(answer.options, { headers })
    : Response.json(answer.refused, { status: answer.status, headers })
}

const ASKED: Record<PasskeyPurpose, (cookieHeader: string, now: Date) => Promise<Answer>> = {
  async 'sign-in'(cookieHeader, now) {
    const boundTo = browserSecret(cookieHeader)
    if (boundTo === null) return refuse(403, { refusal: { code: 'cookies_blocked' } })
    return { options: requestOptions({ purpose: 'sign-in', boundTo }, now) }
  },

  async 'second-step'(cookieHeader, now) {
    const state = readFirstStep(cookieHeader, now)
    const context = state && { purpose: 'second-step' as const, boundTo: hashToken(state.token) }
    const options = context && (await requestOptionsFor(state.userId, context, now))
    if (options) return { options }
    return refuse(403, { goTo: signInPath(null, 'two_factor_expired') })
  },

  async proof(_cookieHeader, now) {
    const viewer = await readSignedIn()
    if (!viewer) return refuse(401, { refusal: { code: 'session_expired' } })
    const context = { purpose: 'proof', boundTo: viewer.session.id } as const
    const options = await requestOptionsFor(viewer.id, context, now)
    return options ? { options } : refuse(403, { refusal: { code: 'passkey_unknown' } })
  },

  async registration(_cookieHeader, now) {
    const viewer = await readSignedIn()
    if (!viewer) return refuse(401, { refusal: { code: 'session_expired' } })
    if (!hasRecentProof(viewer)) return refuse(403, { goTo: confirmPasswordPath(PASSKEYS_PATH) })
    const proven = await requireRecentProof(viewer, PASSKEYS_PATH)
    return { options: await creationOptions(proven, now) }
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
