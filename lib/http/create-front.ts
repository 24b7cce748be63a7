import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Log } from '@/lib/platform/log'
import { sentenceFor } from '@/lib/platform/errors'
import { withRequestCache } from '@/lib/platform/request-cache'
import { takeMark } from './request-marks'
import { traced, tracedRequest } from '@/lib/platform/tracing'
import { signInPath } from '@/lib/domain/site/redirects'
import { countRequest } from '@/lib/metrics/metrics'
import { logAccess } from './access-log'
import { showsActivity } from './activity'
import {
  announcesBody,
  BODY_TOO_LARGE,
  bodyLimitBytes,
  bufferBody,
  NO_ROOM,
  takesImage,
} from './body-limit'
import { BodyMemory } from './body-memory'
import { clientAddress } from './client-address'
import { isDirectLoopback } from './direct-loopback'
import { isForged } from './forgery-check'
import { judgeHost } from './host-check'
import { setTrustedHeaders } from './inbound-headers'
import { FRONT_TIMEOUTS, type FrontTimeouts } from './limits'
import { prepareResponse } from './outgoing'
import { sendPlainResponse, type PlainResponse } from './plain-response'
import { judgeContentType, judgeShape, pathOf } from './request-shape'
import { securityHeaders, type HeaderList } from './security-headers'
import { onePerTick } from './turns'

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

export type FrontSettings = {
  /** The origin of this app. */
  authUrl: string
  isProduction: boolean
  isDevelopment: boolean
  trustedProxies: number
  /** Self-contained HTML for when a dependency is down. */
  outagePage: string
  /** The same for a form of an earlier build; takes the form's path. */
  outdatedPage: (path: string) => string
  /** Removes duplicate and planted session cookies from a `Cookie` header. */
  sanitiseCookies: (header: string) => string
  /** Whether a `Cookie` header carries a valid session token; does not query the database. */
  carriesSession: (header: string) => boolean
  bodyMemory?: BodyMemory
  timeouts?: FrontTimeouts
  /** Hooks of optional parts. */
  hooks?: readonly FrontHooks[]
}

/** Hooks an optional part may add to requests. */
export type FrontHooks = {
  /** An address to count a request under instead of its client's; null keeps the client's. */
  addressOf?: (request: IncomingMessage) => string | null
  /** Called once, when the status is known and headers can still be added. */
  beforeHead?: (request: IncomingMessage, response: ServerResponse) => void
}

export type Front = {
  listener: (request: IncomingMessage, response: ServerResponse) => void
  headers: HeaderList
  settings: FrontSettings
  timeouts: FrontTimeouts
  /** Every open connection, including those without a request yet. */
  connections: Set<Socket>
  /** Closes every connection after its current response. */
  disableKeepAlive: () => void
}

/** Methods of requests that change nothing, so that what they read can be cached until they end. */
const READING = new Set(['GET', 'HEAD'])

const FORGED: PlainResponse = {
  status: 403,
  sentence: 'This request came from another site. Open the page here and try again.',
}
const HOST_MISSING: PlainResponse = {
  status: 400,
  sentence: 'This request names no host. Check the address and try again.',
}
const FAILED: PlainResponse = {
  status: 500,
  sentence: 'Something went wrong. Please try again.',
}

/**
 * The server in front of Next.js. It decides which requests reach Next.js, sets the headers that
 * describe their client, and adds headers to every response. Nothing a client sends makes it throw;
 * each refusal is one plain sentence.
 *
 * @param handle the request handler of Next.js
 */
export function createFront(settings: FrontSettings, handle: Handle, log: Log): Front {
  const timeouts = settings.timeouts ?? FRONT_TIMEOUTS
  const authUrl = new URL(settings.authUrl)
  const headers = securityHeaders({
    isHttps: authUrl.protocol === 'https:',
    isDevelopment: settings.isDevelopment,
  })
  const bodyMemory = settings.bodyMemory ?? new BodyMemory()
  const turn = onePerTick()
  let isStopping = false
  const { hooks = [] } = settings
  const rules = { headers, outagePage: settings.outagePage, isStopping: () => isStopping }

  /** @returns once the response is closed, by either side */
  async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> {
    const { method = '', url: target = '' } = request
    const path = pathOf(target)
    const address = addressOf(request)
    const beforeHead = () => hooks.forEach((hook) => hook.beforeHead?.(request, response))
    const isAction = request.headers['next-action'] !== undefined
    const sentStatus = prepareResponse(response, requestId, {
      ...{ ...rules, beforeHead },
      outdatedPage: method === 'POST' && !isAction ? settings.outdatedPage(path) : null,
    })
    const startedMs = performance.now()
    const closed = new Promise<void>((resolve) => {
      response.once('close', () => {
        takeMark(requestId) // Left behind when the client disconnects early.
        const durationMs = performance.now() - startedMs
        const status = sentStatus()
        const isComplete = response.writableFinished
        logAccess(log, { requestId, method, path, address, status, isComplete, durationMs })
        countRequest(status, durationMs)
        resolve()
      })
    })
    try {
      const admitted = admit(request, response, { requestId, address })
      // Not awaited when there is nothing to wait for: pipelined requests are then handled in order.
      if (typeof admitted === 'boolean' ? admitted : await admitted) {
        const waiting = turn()
        if (waiting) await waiting
        const run = () => handle(request, response)
        await (READING.has(method) ? withRequestCache(run) : run())
      }
    } catch (error) {
      log.error({ event: 'request_failed', requestId, path, err: error })
      if (response.headersSent) response.destroy()
      else sendPlainResponse(request, response, FAILED, timeouts.lingerMs)
    }
    return closed
  }

  /** Checks a request and prepares it for Next.js; false when it was refused here. */
  function judgeAndPrepare(
    request: IncomingMessage,
    response: ServerResponse,
    { requestId, address }: { requestId: string; address: string },
  ): boolean | Promise<boolean> {
    const { method = '', url: target = '', socket } = request
    const path = pathOf(target)
    const refuse = (refusal: PlainResponse) => {
      sendPlainResponse(request, response, refusal, timeouts.lingerMs)
      return false
    }
    const refusal = judge(request, settings)
    if (refusal) return refuse(refusal)
    const isActivity = showsActivity(method, path, request.headers)
    const { isDevelopment, sanitiseCookies } = settings
    const isDirect = isDirectLoopback(socket.remoteAddress, request.headers)
    setTrustedHeaders(request, {
      ...{ requestId, address, authUrl, isDirect },
      ...{ isActivity, isDevelopment, sanitiseCookies },
    })
    if (!announcesBody(request.headers)) return true
    const share = bodyMemory.share(address)
    response.once('close', share.release)
    const mayUpload =
      takesImage(method, path) && settings.carriesSession(request.headers.cookie ?? '')
    const limit = bodyLimitBytes(method, path, mayUpload)
    return bufferBody(request, limit, share).then((outcome) => {
      if (outcome === 'aborted') return false
      if (outcome === 'complete') return true
      return refuse(outcome === 'no-room' ? NO_ROOM : tooLarge(request, path, mayUpload))
    })
  }

  const admit = traced('front', judgeAndPrepare)
  const serveTraced = tracedRequest('request', serve)

  function addressOf(request: IncomingMessage): string {
    for (const hook of hooks) {
      const address = hook.addressOf?.(request)
      if (address) return address
    }
    return clientAddress({
      socketAddress: request.socket.remoteAddress,
      forwardedFor: request.headers['x-forwarded-for']?.toString(),
      trustedProxies: settings.trustedProxies,
    })
  }

  return {
    listener: (request, response) => void serveTraced(request, response, randomUUID()),
    headers,
    settings,
    timeouts,
    connections: new Set(),
    disableKeepAlive: () => {
      isStopping = true
    },
  }
}

/** A form with an image is only too large because the session has expired, so it says that. */
function tooLarge(request: IncomingMessage, path: string, mayUpload: boolean): PlainResponse {
  const { method = '', headers } = request
  if (mayUpload || !takesImage(method, path)) return BODY_TOO_LARGE
  const sentence = sentenceFor({ code: 'session_expired' })
  if (headers['next-action'] !== undefined) return { status: 401, sentence }
  const location = signInPath(path, 'session_expired')
  return { status: 303, sentence, headers: { Location: location } }
}

/** The refusal for the first rule a request violates; null when it may pass. */
function judge(request: IncomingMessage, settings: FrontSettings): PlainResponse | null {
  const { method = '', url: target = '', headers, rawHeaders } = request
  const malformed = judgeShape({ method, target, rawHeaders })
  if (malformed) return malformed
  const elsewhere = judgeHostOf(headers.host, method, target, settings)
  if (elsewhere) return elsewhere
  const path = pathOf(target)
  const isServerAction = headers['next-action'] !== undefined
  const asked = {
    method,
    path,
    isServerAction,
    origin: headers.origin,
    secFetchSite: headers['sec-fetch-site']?.toString(),
    contentType: headers['content-type'],
    hasBody: announcesBody(headers),
  }
  return isForged(asked, settings.authUrl) ? FORGED : judgeContentType(asked)
}

function judgeHostOf(
  host: string | undefined,
  method: string,
  target: string,
  { authUrl, isProduction }: FrontSettings,
): PlainResponse | null {
  const verdict = judgeHost({ host, method, target }, authUrl, isProduction)
  switch (verdict.kind) {
    case 'ours':
      return null
    case 'missing':
      return HOST_MISSING
    case 'unknown':
      return { status: 421, sentence: `This host is not served here. Open ${authUrl} instead.` }
    case 'elsewhere':
      return {
        status: 307,
        sentence: `This page is at ${authUrl}.`,
        headers: { Location: verdict.location },
      }
  }
}
