import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import type { SignInRequest } from '@/lib/services/sign-in/sign-in-limits'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'
import { deviceTokenIn } from './device-cookie'

const MAX_USER_AGENT_LENGTH = 400

/**
 * The client behind a request, at the address the front server has verified: nothing reads forwarded
 * headers behind it.
 */
export function clientInfoOf(headers: Headers): ClientInfo {
  return {
    address: headers.get(INTERNAL_HEADERS.address) ?? 'unknown',
    userAgent: (headers.get('user-agent') ?? '').slice(0, MAX_USER_AGENT_LENGTH),
    ...(headers.get(INTERNAL_HEADERS.simulated) === '1' ? { isSimulated: true } : {}),
  }
}

/** The same with the device cookie, for every request that carries a password. */
export function signInRequestOf(headers: Headers): SignInRequest {
  return { ...clientInfoOf(headers), deviceToken: deviceTokenIn(headers.get('cookie') ?? '') }
}

/** The id the front server gave this request. It is in the log and on the error page. */
export function requestIdOf(headers: Headers): string {
  return headers.get('x-request-id') ?? 'unknown'
}
