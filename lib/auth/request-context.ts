import type { Origin } from '@/lib/services/sessions'

const MAX_USER_AGENT_LENGTH = 400

/**
 * Where a request came from. The front has replaced `x-forwarded-for` by the one address it
 * vouches for; nothing else in Latchkey reads forwarded headers.
 */
export function originOf(headers: Headers): Origin {
  return {
    address: headers.get('x-forwarded-for') ?? 'unknown',
    userAgent: (headers.get('user-agent') ?? '').slice(0, MAX_USER_AGENT_LENGTH),
  }
}

/** The id the front gave this request; also in the log and on the error page. */
export function requestIdOf(headers: Headers): string {
  return headers.get('x-request-id') ?? 'unknown'
}
