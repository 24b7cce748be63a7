import 'server-only'
import { bearerSecret, includesScope, type TokenScope } from '@/lib/domain/tokens/api-token'
import { sentenceFor, type Refusal } from '@/lib/platform/errors'
import { product } from '@/lib/product'
import { checkToken } from '@/lib/services/tokens/check-token'
import type { Caller } from '@/lib/services/viewer'
import { readViewer } from './guards'
import { clientInfoOf } from './request-context'
import { carriesSession } from './session-cookie'
import { isTwoFactorRequired } from './two-factor-rule'
import { callerOf } from './viewer'

/**
 * Who sends a request to a handler: a program with a bearer token, or the signed-in user of a browser.
 * The first line of a handler that programs may call:
 *
 *     const caller = await viewerOfRequest(request, 'read')
 *     if (caller instanceof Response) return caller
 *
 * Pages and actions never accept a token: they ask `requireViewer`. A request that brings a token is
 * judged by it alone, whatever its cookies. For a program to send POST, PUT, PATCH or DELETE, the path
 * needs a line with `withoutOrigin` in `app/http.config.ts`.
 *
 * @param scope what the handler does: `write` for everything that changes something
 * @returns the answer to send when the request may not pass
 * @throws DependencyUnavailable when the database cannot answer
 */
export async function viewerOfRequest(
  request: Request,
  scope: TokenScope,
): Promise<Caller | Response> {
  const secret = bearerSecret(request.headers.get('authorization'))
  if (secret === 'none') return (await readViewer()) ?? refused({ code: missing(request) }, 401)
  const checked = await checkToken(secret, clientInfoOf(request.headers), new Date())
  if (!checked.ok) {
    const isLimited = checked.refusal.code === 'rate_limited'
    return refused(checked.refusal, isLimited ? 429 : 401, isLimited ? '' : 'invalid_token')
  }
  if (!includesScope(checked.value.scope, scope)) {
    return refused({ code: 'access_token_scope' }, 403, 'insufficient_scope')
  }
  if (isTwoFactorRequired(checked.value.user)) return refused({ code: 'two_factor_missing' }, 403)
  return callerOf(checked.value)
}

/** A browser whose session ended signs in again; a program that sent nothing sends a token. */
function missing({ headers }: Request): 'session_expired' | 'access_token_missing' {
  return carriesSession(headers.get('cookie') ?? '') ? 'session_expired' : 'access_token_missing'
}

/** @see RFC 6750 section 3, "The WWW-Authenticate Response Header Field" */
function refused(refusal: Refusal, status: number, error = ''): Response {
  const challenge = `Bearer realm="${product.slug}"${error ? `, error="${error}"` : ''}`
  return Response.json(
    { error: refusal.code, message: sentenceFor(refusal) },
    {
      status,
      headers: {
        ...(status === 429 ? {} : { 'WWW-Authenticate': challenge }),
        ...(refusal.retryAfterSeconds ? { 'Retry-After': String(refusal.retryAfterSeconds) } : {}),
        'Cache-Control': 'no-store',
      },
    },
  )
}
