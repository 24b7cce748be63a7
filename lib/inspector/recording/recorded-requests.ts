import type { IncomingMessage, ServerResponse } from 'node:http'
import { cookieOptions, traceCookieName } from '@/lib/auth/cookies'
import { cookieIn } from '@/lib/domain/site/cookie-header'
import { pathOf } from '@/lib/http/request-shape'
import type { ScenarioName } from '@/lib/inspector/scenarios/scenario-list'
import type { Call } from '@/lib/platform/tracing'
import { newTrace, readTrace, TRACE_SECONDS, type Trace } from './trace-cookie'

/** Which recording a request's steps belong to, and under which id. */
export type RecordedRequest = { recording: string; request: string }

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/

/** Files, probes, and the inspector's own channel, which take no part in signing in. */
const LEFT_OUT =
  /^\/(_next\/|api\/(auth-flow(?!\/check)|health|metrics)|favicon|icon\.|fonts\/)|\.[a-z\d]+$/

const traces = new WeakMap<IncomingMessage, Trace | null>()

/** The content of a request's trace cookie; null without one. Its signature is checked once. */
function traceOf(request: IncomingMessage): Trace | null {
  const known = traces.get(request)
  if (known !== undefined) return known
  const { headers, socket } = request
  const found = readTrace(cookieIn(headers.cookie ?? '', traceCookieName()), new Date())
  // Only this server itself runs scenarios.
  const isForeign = found?.simulated && !LOOPBACK.test(socket.remoteAddress ?? '')
  const trace = isForeign ? null : found
  traces.set(request, trace)
  return trace
}

/** @returns null for a call that is not a request, and for a request that is not recorded */
export function recordedRequestOf({ step, given }: Call): RecordedRequest | null {
  if (step !== 'request') return null
  const [request, , id] = given as [IncomingMessage, ServerResponse, string]
  if (LEFT_OUT.test(pathOf(request.url ?? ''))) return null
  if (request.headers['next-router-prefetch'] !== undefined) return null
  const trace = traceOf(request)
  return trace && { recording: trace.recording, request: id }
}

/** The scenario that a request is part of. */
export function scenarioOf(request: IncomingMessage): ScenarioName | undefined {
  return traceOf(request)?.simulated?.scenario
}

/** The address that a scenario uses; null for other requests. */
export function simulatedAddressOf(request: IncomingMessage): string | null {
  return traceOf(request)?.simulated?.address ?? null
}

/**
 * When the inspector's page opens, a browser without a recording gets the cookie that names one. Its own
 * requests are recorded from the next one on. Visitors who may not see the page get another status.
 */
export function keepRecording(request: IncomingMessage, response: ServerResponse): void {
  if (pathOf(request.url ?? '') !== '/inspector' || response.statusCode !== 200) return
  const sent = cookieIn(request.headers.cookie ?? '', traceCookieName())
  const trace = traceOf(request)
  const value = trace && !trace.simulated && sent !== null ? sent : newTrace().value
  const { path, secure } = cookieOptions()
  const flags = `Path=${path}; Max-Age=${TRACE_SECONDS}; HttpOnly${secure ? '; Secure' : ''}; SameSite=Lax`
  response.appendHeader('set-cookie', `${traceCookieName()}=${value}; ${flags}`)
}
