import { NextRequest, NextResponse } from 'next/server'
import { httpConfig } from '@/app/http.config'
import { unavailablePage } from '@/lib/auth/plain-page'
import { carriesSession, withOneSessionCookie } from '@/lib/auth/session-cookie'
import { env } from '@/lib/env'
import { logAccess } from '@/lib/http/access-log'
import { showsActivity } from '@/lib/http/activity'
import { bodyLimitBytes, takesImage } from '@/lib/http/body-limit'
import { addressInHeaders } from '@/lib/http/client-address'
import { corsHeaders } from '@/lib/http/cors'
import { isAdmittedStranger } from '@/lib/http/forgery-check'
import { setTrustedHeaders } from '@/lib/http/inbound-headers'
import { callerOf, judge, tooLarge, type RequestHead } from '@/lib/http/judge-request'
import { isAuthPath, NO_RULE, readHttpConfig, type PathRule } from '@/lib/http/path-rules'
import { plainContent, type PlainResponse } from '@/lib/http/plain-response'
import { changes, mediaTypeOf } from '@/lib/http/request-shape'
import { securityHeaders } from '@/lib/http/security-headers'
import { log } from '@/lib/platform/log'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'
import { isBodyLargerThan } from './body-size'
import { isDatabaseThere } from './is-database-there'

type Middleware = (request: NextRequest) => Promise<Response>

const rules = readHttpConfig(httpConfig)
const SECURITY_HEADERS = securityHeaders({ isHttps: true, isDevelopment: false })

/**
 * The duties of the server in front of Next.js, in the middleware: which requests are admitted, and the
 * headers that describe their client. The rules are those of `lib/http`.
 *
 * @param pages the middleware of pages, which runs after it
 */
export function functionsFront(pages: Middleware): Middleware {
  return async (request) => {
    const startedMs = performance.now()
    const head = headOf(request)
    const { pathname: path } = request.nextUrl
    const requestId = crypto.randomUUID()
    const address = addressInHeaders(head.headers, {
      header: env().CLIENT_ADDRESS_HEADER,
      trustedProxies: env().TRUSTED_PROXIES,
    })
    const rule = isAuthPath(path) ? NO_RULE : rules(path)
    const isAction = head.headers['next-action'] !== undefined
    const cors = corsHeaders(rule, head.headers.origin)
    const refusal = await refusalOf(request, head, rule)
    if (!refusal) trust(head, { requestId, address, rule, path, request })
    const response = refusal
      ? responseOf(refusal, { target: head.url ?? '', isAction })
      : await passOn(request, head, path, pages)
    for (const [name, value] of cors) response.headers.append(name, value)
    response.headers.set('X-Request-Id', requestId)
    for (const [name, value] of SECURITY_HEADERS) {
      if (!response.headers.has(name)) response.headers.set(name, value)
    }
    if (response.headers.has(PASSED_ON)) return response // Its handler or the platform logs it.
    const durationMs = performance.now() - startedMs
    const visit = { requestId, method: request.method, path, address, status: response.status }
    logAccess(log, { ...visit, isComplete: true, durationMs })
    return response
  }
}

/** Next's own mark of a request that the middleware lets through. */
const PASSED_ON = 'x-middleware-next'

function headOf(request: NextRequest): RequestHead {
  const pairs = [...request.headers]
  const { pathname, search } = request.nextUrl
  return {
    method: request.method,
    url: `${pathname}${search}`,
    headers: Object.fromEntries(pairs),
    rawHeaders: pairs.flat(),
  }
}

async function refusalOf(
  request: NextRequest,
  head: RequestHead,
  rule: PathRule,
): Promise<PlainResponse | null> {
  const { AUTH_URL: authUrl, isProduction } = env()
  const refusal = judge(head, { authUrl, isProduction, isDevelopment: false }, rule)
  if (refusal || !changes(request.method)) return refusal
  const { method } = request
  const { pathname: path } = request.nextUrl
  const mayUpload = takesImage(method, path) && carriesSession(head.headers.cookie ?? '')
  const type = mediaTypeOf(head.headers['content-type'])
  const limit = bodyLimitBytes(method, path, mayUpload, rule.bodies, type)
  return (await isBodyLargerThan(request, limit)) ? tooLarge(head, path, mayUpload) : null
}

function trust(
  head: RequestHead,
  seen: { requestId: string; address: string; rule: PathRule; path: string; request: NextRequest },
): void {
  const { requestId, address, rule, path, request } = seen
  const authUrl = new URL(env().AUTH_URL)
  if (isAdmittedStranger(callerOf(head), env().AUTH_URL, rule)) delete head.headers.cookie
  const isActivity = showsActivity(request.method, path, head.headers)
  const isOfRouter = isRouterRequest(request)
  setTrustedHeaders(head, {
    ...{
      requestId,
      address,
      authUrl,
      isActivity,
      sanitiseCookies: (header) => withOneSessionCookie(header, path),
    },
    ...{ isSimulated: false, isDirect: false, isDevelopment: false },
  })
  if (isOfRouter) head.headers[INTERNAL_HEADERS.rsc] = '1'
}

/**
 * Whether the router of an open page asks for data. Next.js hides its own headers from a middleware, but
 * browsers say that such a request opens no document.
 */
function isRouterRequest({ method, headers }: NextRequest): boolean {
  const mode = headers.get('sec-fetch-mode')
  return method === 'GET' && mode !== null && mode !== 'navigate'
}

async function passOn(
  request: NextRequest,
  { headers: trusted }: RequestHead,
  path: string,
  pages: Middleware,
): Promise<Response> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(trusted)) headers.set(name, String(value))
  if (path.startsWith('/api/')) return NextResponse.next({ request: { headers } })
  // The error page of a form could only be a 500.
  if (request.method === 'POST' && !(await isDatabaseThere())) return unavailablePage('database')
  return pages(new NextRequest(request.url, { method: request.method, headers }))
}

function responseOf(answer: PlainResponse, asked: { target: string; isAction: boolean }): Response {
  const { type, text } = plainContent(answer, asked)
  return new Response(text, {
    status: answer.status,
    headers: { 'Content-Type': type, 'Cache-Control': 'no-store', ...answer.headers },
  })
}
