import type { IncomingMessage, ServerResponse } from 'node:http'
import { ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api'
import { cookieIn } from '@/lib/domain/site/cookie-header'
import { preciseNow } from './clock'
import { setCookieFacts, sentCookies } from './cookie-facts'
import type { Flow, Place } from './flow'
import { PLACE } from './span-place'
import { readTrace, type Trace } from './trace-cookie'
import { attributes, noteStep } from './watch'

export type Visit = {
  request: IncomingMessage
  response: ServerResponse
  requestId: string
  /** Without the query. */
  path: string
}

/** What the front does differently while the inspector is on. */
export type WatchedFront = {
  /** Serves a request, as a recording of its steps if one is kept for it. */
  around: (visit: Visit, serve: () => Promise<void>) => Promise<void>
  /** Tells that the front let the request through. */
  passed: (request: IncomingMessage) => void
  /** The address an act is played from; null for everybody else. */
  addressOf: (request: IncomingMessage) => string | null
}

type Settings = {
  /** The trace cookie's name. */
  cookieName: string
  isHttps: boolean
  /** Also requests nobody records become spans: a collector wants them. */
  everything: boolean
}

const SERVER_ERROR = 500
const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/

/** Files, probes, and the inspector's own channel: nothing of a sign-in happens there. */
const LEFT_OUT = /^\/(_next\/|api\/(auth-flow|health|metrics)|favicon|icon\.|fonts\/)|\.[a-z\d]+$/

export function watchedFront(flow: Flow, settings: Settings): WatchedFront {
  const reached = new WeakSet<IncomingMessage>()

  const traceOf = ({ headers, socket }: IncomingMessage): Trace | null => {
    const found = readTrace(cookieIn(headers.cookie ?? '', settings.cookieName), new Date())
    // Only this server itself plays acts.
    if (found?.stage && !LOOPBACK.test(socket.remoteAddress ?? '')) return null
    return found
  }

  const isLeftOut = ({ headers }: IncomingMessage, path: string) =>
    LEFT_OUT.test(path) || headers['next-router-prefetch'] !== undefined

  async function around(visit: Visit, serve: () => Promise<void>): Promise<void> {
    const { request, response, requestId, path } = visit
    if (isLeftOut(request, path)) return serve()
    const found = traceOf(request)
    if (!found && !settings.everything) return serve()
    const at = { recording: found?.recording ?? null, request: requestId }
    const context = ROOT_CONTEXT.setValue(PLACE, at)
    const atMs = preciseNow()
    const said = { ...requestSaid(visit, settings.isHttps), act: found?.stage?.act }
    const span = flow.tracer.startSpan(
      'request',
      { root: true, startTime: atMs, attributes: attributes('request', 'in', said) },
      context,
    )
    const place: Place = { ...at, context: trace.setSpan(context, span) }
    watchHead(flow, place, response)
    response.once('close', () => {
      if (!reached.has(request)) {
        const { statusCode: status } = response
        flow.places.run(place, () =>
          noteStep(flow, 'front', { out: { passed: false, status }, refused: true, atMs }),
        )
      }
      const { statusCode: status } = response
      if (status >= SERVER_ERROR) span.setStatus({ code: SpanStatusCode.ERROR })
      span.setAttributes(attributes('request', 'out', answerSaid(response)))
      span.end(preciseNow())
    })
    await flow.places.run(place, serve)
  }

  return {
    around,
    passed: (request) => {
      reached.add(request)
      noteStep(flow, 'front', { out: { passed: true } })
    },
    addressOf: (request) => traceOf(request)?.stage?.address ?? null,
  }
}

function requestSaid({ request, path }: Visit, secure: boolean): Record<string, unknown> {
  const { method = '', headers } = request
  return { method, path, kind: kindOf(request, path), secure, ...sentCookies(headers.cookie ?? '') }
}

function kindOf({ method, headers }: IncomingMessage, path: string): string {
  if (path.startsWith('/api/')) return 'api'
  if (method === 'POST') return 'action'
  return headers.rsc === undefined ? 'page' : 'data'
}

function answerSaid(response: ServerResponse): Record<string, unknown> {
  const location = response.getHeader('location')
  const wait = response.getHeader('retry-after')
  return {
    status: response.statusCode,
    location: typeof location === 'string' ? pathIn(location) : undefined,
    retryAfterSeconds: wait === undefined ? undefined : Number(wait),
  }
}

function pathIn(location: string): string {
  return URL.canParse(location) ? new URL(location).pathname : location
}

/** Each cookie the answer sets is a step, noted when the head is written: the last one to know. */
function watchHead(flow: Flow, place: Place, response: ServerResponse): void {
  const { writeHead } = response
  response.writeHead = (...head: unknown[]) => {
    const isFirst = !response.headersSent
    const result = Reflect.apply(writeHead, response, head)
    if (isFirst) flow.places.run(place, () => noteCookies(flow, response))
    return result
  }
}

function noteCookies(flow: Flow, response: ServerResponse): void {
  for (const line of [response.getHeader('set-cookie') ?? []].flat().map(String)) {
    const facts = setCookieFacts(line, new Date())
    if (facts) noteStep(flow, 'setCookie', { out: facts })
  }
}
