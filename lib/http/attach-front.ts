import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { answerToClientError } from './client-error'
import type { Front } from './create-front'
import { judgeHost } from './host-check'
import { SILENT_SOCKET_MS } from './limits'
import { answerPlainly, answerSocketPlainly, closeSoon, type PlainAnswer } from './plain-answer'
import { METHOD_NOT_ALLOWED } from './request-shape'

const NO_UPGRADE: PlainAnswer = {
  status: 400,
  sentence: 'This connection cannot be upgraded. Use ordinary requests.',
}
const UNMET_EXPECTATION: PlainAnswer = {
  status: 417,
  sentence: 'This expectation cannot be met. Send the request without it.',
}

/** Takes over a connection for a WebSocket; development only. */
export type TakeUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** How Node itself treats connections: the front answers a missing Host, so that it can say why. */
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
 * Lets the front hear everything a server has to say, also what is no request: every answer,
 * whatever it answers, is ours and carries our headers.
 *
 * @param takeUpgrade without it an upgrade is ignored, as HTTP allows, and WebSockets are refused
 */
export function attachFront(server: Server, front: Front, takeUpgrade?: TakeUpgrade): void {
  const answering = new WeakMap<Duplex, ServerResponse[]>()
  const refused = new WeakSet<Duplex>()

  const receive = (request: IncomingMessage, response: ServerResponse) => {
    const unfinished = (answering.get(request.socket) ?? []).filter((one) => !one.writableFinished)
    answering.set(request.socket, [...unfinished, response])
    front.listener(request, response)
  }
  const refuse = (socket: Duplex, answer: PlainAnswer) => {
    if (refused.has(socket)) return
    refused.add(socket)
    answerSocketPlainly(socket, answer, front.headers)
  }

  /** Nothing may be added to an answer in progress; what was written of it still goes out. */
  const cutOff = (socket: Duplex) => {
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
    answerPlainly(request, response, UNMET_EXPECTATION, front.timeouts.lingerMs)
  })
  server.on('connect', (_request, socket) => refuse(socket, METHOD_NOT_ALLOWED))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const answer = answerToClientError(error)
    const isMidAnswer = (answering.get(socket) ?? []).some(
      ({ headersSent, writableFinished }) => headersSent && !writableFinished,
    )
    if (!answer || (!socket.writable && !refused.has(socket))) socket.destroy()
    else if (isMidAnswer) cutOff(socket)
    else refuse(socket, answer)
  })
  if (takeUpgrade) {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (mayUpgrade(request, front)) takeUpgrade(request, socket, head)
      else refuse(socket, NO_UPGRADE)
    })
  } else {
    server.setTimeout(SILENT_SOCKET_MS)
  }
}

/** Next's own channel for hot reload, asked for by a page of this origin. */
function mayUpgrade({ url = '', method = '', headers }: IncomingMessage, front: Front): boolean {
  const { authUrl, isProduction } = front.settings
  const isOwnPage = headers.origin === undefined || headers.origin === authUrl
  const { kind } = judgeHost({ host: headers.host, method, target: url }, authUrl, isProduction)
  return url.startsWith('/_next/') && isOwnPage && kind === 'ours'
}
