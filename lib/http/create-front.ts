import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Log } from '@/lib/platform/log'
import { withRequestCache } from '@/lib/platform/request-cache'
import { takeAddedHeader } from './added-headers'
import { takeMark } from './request-marks'
import { traced, tracedRequest } from '@/lib/platform/tracing'
import { countRequest } from '@/lib/metrics/metrics'
import { logAccess } from './access-log'
import { showsActivity } from './activity'
import { announcesBody, bodyLimitBytes, bufferBody, NO_ROOM, takesImage } from './body-limit'
import { BodyMemory } from './body-memory'
import { clientAddress } from './client-address'
import { isDirectLoopback } from './direct-loopback'
import { corsHeaders } from './cors'
import { isAdmittedStranger } from './forgery-check'
import { setTrustedHeaders } from './inbound-headers'
import { callerOf, judge, tooLarge } from './judge-request'
import type { FrontSettings } from './front-settings'
import { FRONT_TIMEOUTS, type FrontTimeouts } from './limits'
import { prepareResponse } from './outgoing'
import { sendPlainResponse, type PlainResponse } from './plain-response'
import { lineFor } from '@/lib/domain/site/http-config'
import { isAuthPath, NO_RULE, type PathRule } from './path-rules'
import { mediaTypeOf, pathOf } from './request-shape'
import { securityHeaders, type HeaderList } from './security-headers'
import { onePerTick } from './turns'

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

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
  const { hooks = [], rules: rulesOf = () => NO_RULE } = settings
  const rules = { headers, outagePages: settings.outagePages, isStopping: () => isStopping }

  /** @returns once the response is closed, by either side */
  async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> {
    const { method = '', url: target = '' } = request
    const path = pathOf(target)
    const simulated = simulatedAddressOf(request)
    const address = simulated ?? addressOf(request)
    const isSimulated = simulated !== null
    const rule = isAuthPath(path) ? NO_RULE : rulesOf(path)
    let allowedBy: string | undefined
    const readable = corsHeaders(rule, request.headers.origin)
    const beforeHead = () => {
      hooks.forEach((hook) => hook.beforeHead?.(request, response))
      for (const [name, value] of readable) response.appendHeader(name, value)
      const added = takeAddedHeader(requestId)
      if (added) response.appendHeader(...added)
    }
    const refuse: Refuse = (refusal) => {
      if (refusal.wouldAllow) allowedBy = lineFor(path, refusal.wouldAllow)
      sendPlainResponse(request, response, refusal, timeouts.lingerMs)
      return false
    }
    const isAction = request.headers['next-action'] !== undefined
    const sentStatus = prepareResponse(response, requestId, {
      ...{ ...rules, beforeHead },
      outdatedPage: method === 'POST' && !isAction ? settings.outdatedPage(path) : null,
      isForReading: (request.headers.accept ?? '').includes('text/html'),
    })
    const startedMs = performance.now()
    const closed = new Promise<void>((resolve) => {
      response.once('close', () => {
        takeMark(requestId) // Left behind when the client disconnects early.
        takeAddedHeader(requestId)
        const durationMs = performance.now() - startedMs
        const status = sentStatus()
        const isComplete = response.writableFinished
        const visit = { requestId, method, path, address, status, allowedBy }
        logAccess(log, { ...visit, isComplete, durationMs })
        countRequest(status, durationMs)
        resolve()
      })
    })
    try {
      const admitted = admit(request, response, { requestId, address, isSimulated, rule, refuse })
      // Not awaited when there is nothing to wait for: pipelined requests are then handled in order.
      if (typeof admitted === 'boolean' ? admitted : await admitted) {
        const waiting = turn()
        if (waiting) await waiting
        const run = () => handle(request, response)
        const handled = READING.has(method) ? withRequestCache(run) : run()
        // For a client that leaves early, Next.js at times never settles.
        await Promise.race([handled, closed])
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
    { requestId, address, isSimulated, rule, refuse }: Admission,
  ): boolean | Promise<boolean> {
    const { method = '', url: target = '', socket } = request
    const path = pathOf(target)
    const answer = judge(request, settings, rule)
    if (answer) return refuse(answer)
    if (isAdmittedStranger(callerOf(request), settings.authUrl, rule)) delete request.headers.cookie
    const isActivity = showsActivity(method, path, request.headers)
    const { isDevelopment, sanitiseCookies } = settings
    const isDirect = isDirectLoopback(socket.remoteAddress, request.headers)
    setTrustedHeaders(request, {
      ...{ requestId, address, isSimulated, authUrl, isDirect },
      ...{ isActivity, isDevelopment },
      sanitiseCookies: (header) => sanitiseCookies(header, path),
    })
    if (!announcesBody(request.headers)) return true
    const share = bodyMemory.share(address)
    response.once('close', share.release)
    const mayUpload =
      takesImage(method, path) && settings.carriesSession(request.headers.cookie ?? '')
    const type = mediaTypeOf(request.headers['content-type'])
    const limit = bodyLimitBytes(method, path, mayUpload, rule.bodies, type)
    return bufferBody(request, limit, share).then((outcome) => {
      if (outcome === 'aborted') return false
      if (outcome === 'complete') return true
      return refuse(outcome === 'no-room' ? NO_ROOM : tooLarge(request, path, mayUpload))
    })
  }

  const admit = traced('front', judgeAndPrepare)
  const serveTraced = tracedRequest('request', serve)

  function simulatedAddressOf(request: IncomingMessage): string | null {
    for (const hook of hooks) {
      const address = hook.addressOf?.(request)
      if (address) return address
    }
    return null
  }

  function addressOf(request: IncomingMessage): string {
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

/** What is known of a request before it is admitted. */
type Admission = {
  requestId: string
  address: string
  /** Sent by the server itself. */
  isSimulated: boolean
  rule: PathRule
  refuse: Refuse
}
/** Answers, and returns that the request was not admitted. */
type Refuse = (refusal: PlainResponse) => false
