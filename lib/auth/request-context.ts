import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import type { SignInRequest } from '@/lib/services/sign-in/sign-in-limits'
import { deviceTokenIn } from './device-cookie'

const MAX_USER_AGENT_LENGTH = 400

/**
 * Where a request came from. The front has replaced `x-forwarded-for` by the one address it
 * vouches for; nothing else reads forwarded headers.
 */
export function clientInfoOf(headers: Headers): ClientInfo {
  return {
    address: headers.get('x-forwarded-for') ?? 'unknown',
    userAgent: (headers.get('user-agent') ?? '').slice(0, MAX_USER_AGENT_LENGTH),
  }
}

/** The same with what tells a browser its owner has used before: for everything that asks a password. */
export function signInRequestOf(headers: Headers): SignInRequest {
  return { ...clientInfoOf(headers), deviceToken: deviceTokenIn(headers.get('cookie') ?? '') }
}

/** The id the front gave this request; also in the log and on the error page. */
export function requestIdOf(headers: Headers): string {
  return headers.get('x-request-id') ?? 'unknown'
}
