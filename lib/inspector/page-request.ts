import { cookieOptions, traceCookieName } from '@/lib/auth/cookies'
import { cookieIn } from '@/lib/domain/site/cookie-header'
import { TRACE_SECONDS } from './recording/trace-cookie'
import { allowedValues } from './steps/allowed-values'
import { sentCookies } from './steps/cookie-facts'
import { Masked } from './steps/masked'
import type { TimelineRequest } from './timeline/timeline'

/**
 * The request that opened the inspector's page, as far as cookies are concerned. It may not be recorded:
 * its answer is what starts a recording.
 */
export function pageRequest(cookieHeader: string, now: Date): TimelineRequest {
  const path = '/inspector'
  const input = { method: 'GET', path, kind: 'page', ...sentCookies(cookieHeader) }
  return {
    ...{ id: 'this-page', atMs: now.getTime() },
    in: allowedValues('request', 'in', input),
    steps: [traceCookieStep(cookieHeader, now)],
    answer: { ms: 0, outcome: 'done', out: { status: 200 } },
  }
}

function traceCookieStep(cookieHeader: string, now: Date): TimelineRequest['steps'][number] {
  const sent = cookieIn(cookieHeader, traceCookieName()) ?? ''
  const { secure } = cookieOptions()
  const out = allowedValues('setCookie', 'out', {
    ...{ name: 'trace', change: 'set', value: Masked.middle(sent), bytes: sent.length },
    ...{ httpOnly: true, sameSite: 'lax', path: '/', secure, host: secure },
    expiresAt: new Date(now.getTime() + TRACE_SECONDS * 1000),
  })
  return {
    ...{ id: 'this-page-trace', step: 'setCookie', lane: 'browser', depth: 0, parent: null },
    ...{ offsetMs: 0, ms: 0, outcome: 'done', in: {}, out },
  }
}
