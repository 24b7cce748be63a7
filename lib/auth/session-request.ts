import { AsyncLocalStorage } from 'node:async_hooks'
import { hashToken, isTokenShaped } from '@/lib/crypto/random-token'
import { cookiesIn } from '@/lib/domain/site/cookie-header'
import { processWide } from '@/lib/platform/process-wide'
import type { SessionRequest } from '@/lib/services/sessions/judge-session'
import { boundCookieName } from './cookies'
import { clientInfoOf } from './request-context'

/** Longer than what any browser says of the sessions it skipped. */
const MAX_SKIPPED_LENGTH = 1000
const ELSEWHERE = ['cross-site', 'same-site']
/** What no value of ours hashes to. */
const MALFORMED = 'malformed'

/** What a request shows of its session's device. Read when asked for: most sessions are not bound. */
export function sessionRequestOf(headers: Headers): SessionRequest {
  return {
    get cookieHashes() {
      const values = cookiesIn(headers.get('cookie') ?? '', boundCookieName())
      return values.map((value) => (isTokenShaped(value) ? hashToken(value) : MALFORMED))
    },
    get skipped() {
      return (headers.get('secure-session-skipped') ?? '').slice(0, MAX_SKIPPED_LENGTH)
    },
    get isFromElsewhere() {
      return isFromElsewhere(headers)
    },
    get client() {
      return clientInfoOf(headers)
    },
  }
}

/** Whether another site caused a request. */
export function isFromElsewhere(headers: Headers): boolean {
  return ELSEWHERE.includes(headers.get('sec-fetch-site') ?? '')
}

/** Auth.js hands its callbacks a token and no request. */
const storage = processWide('session-request', () => new AsyncLocalStorage<SessionRequest>())

/** Lets Auth.js's callbacks judge the session of this request. */
export function withSessionRequest<Value>(headers: Headers, work: () => Value): Value {
  return storage.get().run(sessionRequestOf(headers), work)
}

/** The request whose session a callback judges; undefined outside {@link withSessionRequest}. */
export function currentSessionRequest(): SessionRequest | undefined {
  return storage.get().getStore()
}
