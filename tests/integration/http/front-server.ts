import { createServer, type IncomingMessage, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterEach } from 'vitest'
import { attachFront, serverOptions } from '@/lib/http/attach-front'
import { createFront, type Front, type Handle } from '@/lib/http/create-front'
import type { FrontSettings } from '@/lib/http/front-settings'
import { FRONT_TIMEOUTS } from '@/lib/http/limits'
import { createLog } from '@/lib/platform/log'

export type RunningFront = {
  front: Front
  server: Server
  port: number
  /** The parsed log lines. */
  lines: Record<string, unknown>[]
  /** The requests that reached the handler. */
  handled: IncomingMessage[]
}

export const HASHING_PAGE = '<!doctype html><p>Passwords cannot be checked.</p>'
export const OUTAGE_PAGE = '<!doctype html><p>The database is away.</p>'

const running: Server[] = []

afterEach(() => {
  for (const server of running.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const answerHello: Handle = (_request, response) => {
  response.end('hello')
}

/**
 * Starts the HTTP layer with short timeouts in front of a handler of the test's own.
 *
 * @param atPort on loopback; a free one by default
 */
export async function startFront(
  handle: Handle = answerHello,
  settings: Partial<FrontSettings> = {},
  atPort?: number,
): Promise<RunningFront> {
  const lines: Record<string, unknown>[] = []
  const handled: IncomingMessage[] = []
  const log = createLog('debug', { write: (line) => void lines.push(JSON.parse(line)) })
  const port = atPort ?? (await freePort())
  const front = createFront(
    {
      authUrl: `http://localhost:${port}`,
      isProduction: false,
      isDevelopment: false,
      trustedProxies: 0,
      outagePages: { database: OUTAGE_PAGE, hashing: HASHING_PAGE },
      outdatedPage: (path) => `<p>Outdated: ${path}</p>`,
      sanitiseCookies: (header) => header,
      carriesSession: (header) => header === 'session=ours',
      ...settings,
      timeouts: { ...FRONT_TIMEOUTS, lingerMs: 1000, ...settings.timeouts },
    },
    (request, response) => {
      handled.push(request)
      return handle(request, response)
    },
    log,
  )
  const server = createServer(serverOptions(front))
  attachFront(server, front)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  running.push(server)
  return { front, server, port, lines, handled }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

export type Answer = { status: number; headers: Record<string, string>; body: string }

/** Sends raw bytes and reads until the server closes the connection. */
export function sendRaw(port: number, bytes: string | readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => {
      for (const part of [bytes].flat()) socket.write(part, 'latin1')
    })
    socket.on('data', (part) => received.push(part))
    socket.on('error', reject)
    socket.on('close', () => resolve(Buffer.concat(received).toString('latin1')))
  })
}

/** The first response in the result of {@link sendRaw}. */
export function parseAnswer(text: string): Answer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [statusLine = '', ...lines] = head.split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(': ')
    return [line.slice(0, at).toLowerCase(), line.slice(at + 2)]
  })
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: Object.fromEntries(headers),
    body: rest.join('\r\n\r\n'),
  }
}

/**
 * The lines of a raw request to this server, ended by an empty one; closes the connection
 * afterwards.
 */
export function requestText(port: number, start: string, headers: readonly string[] = []): string {
  return [start, `Host: localhost:${port}`, 'Connection: close', ...headers, '', ''].join('\r\n')
}
