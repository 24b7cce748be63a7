import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Log } from '@/lib/platform/log'
import { withAnswers } from '@/lib/platform/request-cache'
import { takeMark } from './request-marks'
import { traced, tracedRequest } from '@/lib/platform/tracing'
import { signInPath } from '@/lib/domain/site/redirects'
import { countRequest } from '@/lib/metrics/metrics'
import { logVisit } from './access-log'
import { showsActivity } from './activity'
import {
  announcesBody,
  BODY_TOO_LARGE,
  bodyLimitBytes,
  holdBody,
  NO_ROOM,
  takesImage,
} from './body-limit'
import { BodyMemory } from './body-memory'
import { clientAddress } from './client-address'
import { isDirectLoopback } from './direct-loopback'
import { isForged } from './forgery-check'
import { judgeHost } from './host-check'
import { vouchFor } from './inbound-headers'
import { FRONT_TIMEOUTS, type FrontTimeouts } from './limits'
import { prepareAnswer } from './outgoing'
import { answerPlainly, type PlainAnswer } from './plain-answer'
import { judgeContentType, judgeShape, pathOf } from './request-shape'
import { securityHeaders, type HeaderList } from './security-headers'
import { oneEachTurn } from './turns'

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

export type FrontSettings = {
  /** The one origin of this app. */
  authUrl: string
  isProduction: boolean
  isDevelopment: boolean
  trustedProxies: number
  /** HTML for people when a dependency is down; plain, and whole without anything else. */
  outagePage: string
  /** Leaves in a `Cookie` header what everything behind reads the same way. */
  tidyCookies: (header: string) => string
  /** Whether a `Cookie` header holds a session of ours, as far as that can be told at once. */
  carriesSession: (header: string) => boolean
  bodyMemory?: BodyMemory
  timeouts?: FrontTimeouts
  /** What optional parts add. */
  hooks?: readonly FrontHooks[]
}

/** What an optional part may add around requests. */
export type FrontHooks = {
  /** The address to count a request under instead of its client's; null leaves the client's. */
  addressOf?: (request: IncomingMessage) => string | null
  /** Called once, when the status is known and headers can still be added. */
  beforeHead?: (request: IncomingMessage, response: ServerResponse) => void
}

export type Front = {
  listener: (request: IncomingMessage, response: ServerResponse) => void
  headers: HeaderList
  settings: FrontSettings
  timeouts: FrontTimeouts
  /** Every open connection, also one that has not asked for anything yet. */
  connections: Set<Socket>
  /** From now on no connection is kept for another request. */
  stopKeepingConnections: () => void
}

/** Requests that change nothing, so that what they learned once stays true to their end. */
const READING = new Set(['GET', 'HEAD'])

const FORGED: PlainAnswer = {
  status: 403,
  sentence: 'This request came from another site. Open the page here and try again.',
}
const HOST_MISSING: PlainAnswer = {
  status: 400,
  sentence: 'This request names no host. Check the address and try again.',
}
const FAILED: PlainAnswer = {
  status: 500,
  sentence: 'Something went wrong. Please try again.',
}

/**
 * What stands in front of Next: it decides which requests Next gets to see, what they say about
 * where they come from, and which headers every answer carries. Nothing a client sends makes it
 * throw; each refusal is one plain sentence.
 *
 * @param handle Next's request handler
 */
export function createFront(settings: FrontSettings, handle: Handle, log: Log): Front {
  const timeouts = settings.timeouts ?? FRONT_TIMEOUTS
  const authUrl = new URL(settings.authUrl)
  const headers = securityHeaders({
    isHttps: authUrl.protocol === 'https:',
    isDevelopment: settings.isDevelopment,
  })
  const bodyMemory = settings.bodyMemory ?? new BodyMemory()
  const turn = oneEachTurn()
  let isStopping = false
  const { hooks = [] } = settings
  const rules = { headers, outagePage: settings.outagePage, isStopping: () => isStopping }

  /** @returns once the answer is over, whoever ended it */
  async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> {
    const { method = '', url: target = '' } = request
    const path = pathOf(target)
    const address = addressOf(request)
    const beforeHead = () => hooks.forEach((hook) => hook.beforeHead?.(request, response))
    const sentStatus = prepareAnswer(response, requestId, { ...rules, beforeHead })
    const startedMs = performance.now()
    const closed = new Promise<void>((resolve) => {
      response.once('close', () => {
        takeMark(requestId) // One that nobody took, since the client went away.
        const durationMs = performance.now() - startedMs
        const status = sentStatus()
        const isComplete = response.writableFinished
        logVisit(log, { requestId, method, path, address, status, isComplete, durationMs })
        countRequest(status, durationMs)
        resolve()
      })
    })
    try {
      const admitted = admit(request, response, { requestId, address })
      // At once where nothing has to be waited for: what else came with it is then answered after it.
      if (typeof admitted === 'boolean' ? admitted : await admitted) {
        const itsTurn = turn()
        if (itsTurn) await itsTurn
        const pass = () => handle(request, response)
        await (READING.has(method) ? withAnswers(pass) : pass())
      }
    } catch (error) {
      log.error({ event: 'request_failed', requestId, path, err: error })
      if (response.headersSent) response.destroy()
      else answerPlainly(request, response, FAILED, timeouts.lingerMs)
    }
    return closed
  }

  /** Checks a request and makes it ready for Next; false when it was answered here. */
  function judgeAndPrepare(
    request: IncomingMessage,
    response: ServerResponse,
    { requestId, address }: { requestId: string; address: string },
  ): boolean | Promise<boolean> {
    const { method = '', url: target = '', socket } = request
    const path = pathOf(target)
    const refuse = (answer: PlainAnswer) => {
      answerPlainly(request, response, answer, timeouts.lingerMs)
      return false
    }
    const refusal = judge(request, settings)
    if (refusal) return refuse(refusal)
    const isActivity = showsActivity(method, path, request.headers)
    const { isDevelopment, tidyCookies } = settings
    const isDirect = isDirectLoopback(socket.remoteAddress, request.headers)
    vouchFor(request, {
      ...{ requestId, address, authUrl, isDirect },
      ...{ isActivity, isDevelopment, tidyCookies },
    })
    if (!announcesBody(request.headers)) return true
    const share = bodyMemory.share(address)
    response.once('close', share.release)
    const mayUpload =
      takesImage(method, path) && settings.carriesSession(request.headers.cookie ?? '')
    const limit = bodyLimitBytes(method, path, mayUpload)
    return holdBody(request, limit, share).then((outcome) => {
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
    stopKeepingConnections: () => {
      isStopping = true
    },
  }
}

/** A form with an image is not too large for whoever signs in again first. */
function tooLarge(request: IncomingMessage, path: string, mayUpload: boolean): PlainAnswer {
  const { method = '', headers } = request
  if (mayUpload || !takesImage(method, path)) return BODY_TOO_LARGE
  const sentence = 'Your session has expired. Please sign in again.'
  if (headers['next-action'] !== undefined) return { status: 401, sentence }
  const location = signInPath(path, 'session_expired')
  return { status: 303, sentence, headers: { Location: location } }
}

/** The first rule a request breaks, as the answer it gets; null when it may pass. */
function judge(request: IncomingMessage, settings: FrontSettings): PlainAnswer | null {
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
): PlainAnswer | null {
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
        sentence: `This page lives at ${authUrl}.`,
        headers: { Location: verdict.location },
      }
  }
}
