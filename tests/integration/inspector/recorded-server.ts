import type { IncomingMessage, ServerResponse } from 'node:http'
import { NextRequest } from 'next/server'
import { answerRefresh, answerRegistration } from '@/lib/auth/session-binding'
import { handleAuth } from '@/lib/auth/handlers'
import { answerPasskeyOptions } from '@/lib/auth/passkey-options'
import { PASSKEY_OPTIONS_PATH } from '@/lib/domain/site/redirects'
import middleware from '@/middleware'
import type { RecordedEvent } from '@/lib/inspector/recording/recorded-event'
import { createInspector } from '@/lib/inspector/run-inspector'
import { newTrace } from '@/lib/inspector/recording/trace-cookie'
import type { Handle } from '@/lib/http/create-front'
import { startTracing } from '@/lib/telemetry/start-tracing'
import { newVisitor } from '../setup/new-visitor'
import { startFront } from '../http/front-server'
import { cookieName } from '@/lib/domain/site/cookie-names'

/** The inspector of this test process, and the provider it reads spans from. */
export const inspector = createInspector()
await startTracing([inspector.reader], 'test')

/** The front with Auth.js's handlers and the middleware right behind it, recorded as in production. */
export async function startRecordedServer(port?: number) {
  return startFront(answerAsNext, { hooks: [inspector.hooks], trustedProxies: 1 }, port)
}

const answerAsNext: Handle = async (request, response) => {
  const sent = await nextRequest(request)
  const answer = await handlerOf(sent.nextUrl.pathname)(sent)
  response.statusCode = answer.status
  for (const [name, value] of answer.headers) {
    if (name !== 'set-cookie') response.setHeader(name, value)
  }
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  await finish(response, Buffer.from(await answer.arrayBuffer()))
}

function handlerOf(path: string): (request: NextRequest) => Promise<Response> {
  if (path === '/api/session-binding/register') return answerRegistration
  if (path === '/api/session-binding/refresh') return answerRefresh
  if (path === PASSKEY_OPTIONS_PATH) return answerPasskeyOptions
  return path.startsWith('/api/auth/') ? handleAuth : middleware
}

async function nextRequest(request: IncomingMessage): Promise<NextRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks).toString()
  const headers = new Headers(
    Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
  )
  return new NextRequest(`http://localhost:3000${request.url}`, {
    method: request.method ?? 'GET',
    headers,
    ...(body === '' ? {} : { body }),
  })
}

function finish(response: ServerResponse, body: Buffer): Promise<void> {
  return new Promise((resolve) => response.end(body, () => resolve()))
}

/** A browser before a watched server, with a recording of its own unless it has no trace cookie. */
export class RecordedBrowser {
  readonly cookies = new Map<string, string>()
  readonly recording: string | null
  readonly #port: number
  readonly #address = newVisitor().address

  constructor(port: number, trace: ReturnType<typeof newTrace> | null = newTrace()) {
    this.#port = port
    this.recording = trace?.recording ?? null
    if (trace) this.cookies.set(cookieName('trace'), trace.value)
  }

  get(path: string, signal?: AbortSignal): Promise<Response> {
    return this.#send(path, signal ? { signal } : {})
  }

  async post(path: string, fields: Record<string, string>): Promise<Response> {
    return this.#send(path, { method: 'POST', body: new URLSearchParams(fields) })
  }

  /** As a browser by itself: without a body. */
  ask(path: string, headers: Record<string, string>): Promise<Response> {
    return this.#send(path, { method: 'POST', headers })
  }

  async signIn(fields: Record<string, string>): Promise<Response> {
    return this.#postWithToken('/api/auth/callback/credentials', fields)
  }

  async enterCode(code: string): Promise<Response> {
    return this.#postWithToken('/api/auth/callback/two-factor', { code })
  }

  async #postWithToken(path: string, fields: Record<string, string>): Promise<Response> {
    const body = (await (await this.get('/api/auth/csrf')).json()) as { csrfToken: string }
    return this.post(path, { csrfToken: body.csrfToken, ...fields })
  }

  async #send(
    path: string,
    init: RequestInit & { headers?: Record<string, string> },
  ): Promise<Response> {
    const response = await fetch(`http://localhost:${this.#port}${path}`, {
      ...init,
      redirect: 'manual',
      headers: {
        ...init.headers,
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-auth-return-redirect': '1',
        'x-forwarded-for': this.#address,
      },
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }

  /** What was recorded of this browser. */
  events(): RecordedEvent[] {
    return this.recording === null ? [] : inspector.recorder.read(this.recording, 0)
  }

  /** The steps of one request, in the order in which they began. */
  stepsOf(path: string) {
    const events = this.events()
    const request = events.findLast(
      (one) => one.kind === 'request' && one.in.path === path,
    )?.request
    return events
      .filter((one) => one.kind === 'step')
      .filter((one) => one.request === request)
      .sort((one, other) => one.atMs - other.atMs)
  }
}
