import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { responseToClientError } from './client-error'
import type { Front } from './create-front'
import { judgeHost } from './host-check'
import { SILENT_SOCKET_MS } from './limits'
import {
  sendPlainResponse,
  writePlainResponse,
  closeSoon,
  type PlainResponse,
} from './plain-response'
import { METHOD_NOT_ALLOWED } from './request-shape'

const NO_UPGRADE: PlainResponse = {
  status: 400,
  sentence: 'This connection cannot be upgraded. Use ordinary requests.',
}
const UNMET_EXPECTATION: PlainResponse = {
  status: 417,
  sentence: 'This expectation cannot be met. Send the request without it.',
}

/** Handles a WebSocket upgrade; development only. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** Node's own connection settings. A missing Host is left to the front server, which can explain it. */
export function serverOptions({ timeouts }: Front): ServerOptions {
  return {
    headersTimeout: timeouts.headersMs,
    requestTimeout: timeouts.requestMs,
    connectionsCheckingInterval: timeouts.checkEveryMs,
    keepAliveTimeout: timeouts.keepAliveMs,
    requireHostHeader: false,
    insecureHTTPParser: false,
  }
}

/**
 * Connects the front to every event of a server, including those that are not requests, so that every
 * response is ours and carries our headers.
 *
 * @param handleUpgrade without it an upgrade is ignored, as HTTP allows, and WebSockets are refused
 */
export function attachFront(server: Server, front: Front, handleUpgrade?: UpgradeHandler): void {
  const responses = new WeakMap<Duplex, ServerResponse[]>()
  const refused = new WeakSet<Duplex>()

  const receive = (request: IncomingMessage, response: ServerResponse) => {
    const unfinished = (responses.get(request.socket) ?? []).filter((one) => !one.writableFinished)
    responses.set(request.socket, [...unfinished, response])
    front.listener(request, response)
  }
  const refuse = (socket: Duplex, response: PlainResponse) => {
    if (refused.has(socket)) return
    refused.add(socket)
    writePlainResponse(socket, response, front.headers)
  }

  /** Adds nothing to a response in progress; what was written of it is still sent. */
  const closeMidResponse = (socket: Duplex) => {
    if (refused.has(socket)) return
    refused.add(socket)
    closeSoon(socket)
  }

  server.on('connection', (socket) => {
    front.connections.add(socket)
    socket.once('close', () => front.connections.delete(socket))
  })
  server.on('request', receive)
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    response.writeContinue()
    receive(request, response)
  })
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of front.headers) response.setHeader(name, value)
    sendPlainResponse(request, response, UNMET_EXPECTATION, front.timeouts.lingerMs)
  })
  server.on('connect', (_request, socket) => refuse(socket, METHOD_NOT_ALLOWED))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const response = responseToClientError(error)
    const isMidResponse = (responses.get(socket) ?? []).some(
      ({ headersSent, writableFinished }) => headersSent && !writableFinished,
    )
    if (!response || (!socket.writable && !refused.has(socket))) socket.destroy()
    else if (isMidResponse) closeMidResponse(socket)
    else refuse(socket, response)
  })
  if (handleUpgrade) {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (mayUpgrade(request, front)) handleUpgrade(request, socket, head)
      else refuse(socket, NO_UPGRADE)
    })
  } else {
    server.setTimeout(SILENT_SOCKET_MS)
  }
}

/** Whether this is the hot-reload channel of Next.js, requested by a page of this origin. */
function mayUpgrade({ url = '', method = '', headers }: IncomingMessage, front: Front): boolean {
  const { authUrl, isProduction } = front.settings
  const isOwnPage = headers.origin === undefined || headers.origin === authUrl
  const { kind } = judgeHost({ host: headers.host, method, target: url }, authUrl, isProduction)
  return url.startsWith('/_next/') && isOwnPage && kind === 'ours'
}
