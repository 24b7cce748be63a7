import { parseUrl } from '@/lib/domain/parse-url'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { NextRequest } from 'next/server'
import { env } from '@/lib/env'
import { pathOf } from '@/lib/http/request-shape'
import { scenarioOf } from '@/lib/inspector/recording/recorded-requests'
import { REDIRECT_TRUE_MARK } from './redirect-mark'
import { sentCookies, setCookieFacts } from './cookie-facts'
import { describe, type Describer, type DerivedStep } from './describe'

type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>
type Admit = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>
/** What the middleware found and how it answered. */
type Decide = (request: NextRequest) => Promise<{
  session: 'absent' | 'dead' | 'alive' | 'unavailable'
  response: Response
}>

const SERVER_ERROR = 500

/** A whole request, and the steps outside Auth.js. */
export const REQUEST_STEPS: Record<string, Describer> = {
  request: describe<'request', Serve>('request', {
    in: requestData,
    out: (_done, _request, response) => answerData(response),
    derivedAtEnd: (_request, response) => cookiesSet(response),
  }),
  front: describe<'front', Admit>('front', {
    out: (passed, _request, { statusCode: status }) =>
      passed ? { passed } : { passed, status, refused: true },
  }),
  middleware: describe<'middleware', Decide>('middleware', {
    in: ({ nextUrl }) => ({ path: nextUrl.pathname }),
    out: ({ session, response }) => {
      const location = response.headers.get('location')
      return {
        session,
        decision: decisionOf(response),
        location: location === null ? undefined : new URL(location, 'http://here').pathname,
        refused: decisionOf(response) !== 'pass',
      }
    },
  }),
  auth: describe<'auth', () => Promise<unknown>>('auth', {
    out: (session) => ({ session: answerOf(session) }),
  }),
}

function requestData(request: IncomingMessage): Record<string, unknown> {
  const { method = '', headers } = request
  const path = pathOf(request.url ?? '')
  const scenario = scenarioOf(request)
  const kind = kindOf(request, path)
  const secure = env().isHttps
  const redirect = redirectOptionOf(request)
  return { method, path, kind, secure, scenario, redirect, ...sentCookies(headers.cookie ?? '') }
}

/**
 * The server cannot tell one option from the other: next-auth's client sends the same either way. So the
 * inspector's page marks the sign-ins it makes with `redirect: true`; every other form uses false.
 */
function redirectOptionOf({ method, url = '', headers }: IncomingMessage) {
  const isByClient = headers['x-auth-return-redirect'] !== undefined
  if (method !== 'POST' || !isByClient || !SIGN_IN_PATH.test(pathOf(url))) return undefined
  return url.endsWith(`?${REDIRECT_TRUE_MARK}`) ? 'true' : 'false'
}

const SIGN_IN_PATH = /^\/api\/auth\/callback\//

function kindOf({ method, headers }: IncomingMessage, path: string): string {
  if (path.startsWith('/api/')) return 'api'
  if (method === 'POST') return 'action'
  return headers.rsc === undefined ? 'page' : 'data'
}

function answerData(response: ServerResponse) {
  if (!response.headersSent) return { abandoned: true }
  const { statusCode: status } = response
  const location = response.getHeader('location')
  const wait = response.getHeader('retry-after')
  return {
    status,
    location: typeof location === 'string' ? pathIn(location) : undefined,
    retryAfterSeconds: wait === undefined ? undefined : Number(wait),
    failed: status >= SERVER_ERROR,
  }
}

function pathIn(location: string): string {
  return parseUrl(location)?.pathname ?? location
}

/** A step for each cookie that the answer set. */
function cookiesSet(response: ServerResponse): DerivedStep[] {
  const lines = [response.getHeader('set-cookie') ?? []].flat().map(String)
  return lines.flatMap((line) => {
    const facts = setCookieFacts(line, new Date())
    return facts ? [{ step: 'setCookie', out: facts } as const] : []
  })
}

function decisionOf({ status }: Response): 'pass' | 'redirect' | 'refuse' | 'unavailable' {
  if (status >= 500) return 'unavailable'
  if (status >= 400) return 'refuse'
  return status >= 300 ? 'redirect' : 'pass'
}

function answerOf(session: unknown): 'null' | 'user' | 'unavailable' {
  if (typeof session !== 'object' || session === null) return 'null'
  return 'unavailable' in session ? 'unavailable' : 'user'
}
