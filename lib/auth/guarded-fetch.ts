/**
 * What next-auth's client does with `fetch` during one call, watched and bounded.
 *
 * next-auth gives no way to set a time limit, to read `Retry-After`, or to keep a failed first
 * request from navigating to an error page (it assigns `window.location` when `/providers` does not
 * answer). So for the length of one call `fetch` to `/api/auth/*` goes through here. Everything
 * else passes untouched. See docs/decisions, "The sign-in call is guarded".
 */
export type Watched<Value> = {
  /** Undefined when next-auth gave up without an answer. */
  value: Value | undefined
  /** Set when it threw. */
  error?: unknown
  /** Why a request got no answer, if one did not. */
  failure?: 'network' | 'timeout'
  /** The highest status seen; 0 when nothing answered. */
  status: number
  retryAfterSeconds?: number
}

const AUTH_PATH = '/api/auth/'

/** The list never changes; asking for it is what makes next-auth's client navigate away. */
const PROVIDERS = {
  credentials: {
    id: 'credentials',
    name: 'Credentials',
    type: 'credentials',
    signinUrl: '/api/auth/signin/credentials',
    callbackUrl: '/api/auth/callback/credentials',
  },
}

type Guard = { watched: Watched<unknown>; timeoutMs: number }

/** The calls under way, oldest first. `fetch` does not say whose a request is: the newest one's. */
const guards: Guard[] = []
let unguardedFetch: typeof fetch

/**
 * Runs one call of next-auth's client. Calls may overlap; none waits for another. Never throws.
 *
 * @param call runs next-auth's client once
 * @param timeoutMs the longest a single request may take
 */
export async function watchAuthCall<Value>(
  call: () => Promise<Value>,
  timeoutMs: number,
): Promise<Watched<Value>> {
  const watched: Watched<Value> = { value: undefined, status: 0 }
  const guard: Guard = { watched, timeoutMs }
  guards.push(guard)
  if (window.fetch !== guardedFetch) {
    unguardedFetch = window.fetch
    window.fetch = guardedFetch
  }
  try {
    watched.value = await call()
  } catch (error) {
    watched.error = error
  } finally {
    guards.splice(guards.indexOf(guard), 1)
    if (guards.length === 0 && window.fetch === guardedFetch) window.fetch = unguardedFetch
  }
  return watched
}

const guardedFetch: typeof fetch = (input, init) => {
  const guard = guards.at(-1)
  const path = pathOf(input)
  if (!guard || !path.startsWith(AUTH_PATH)) return unguardedFetch(input, init)
  if (path === `${AUTH_PATH}providers`) return Promise.resolve(Response.json(PROVIDERS))
  return request(unguardedFetch, input, init, guard)
}

async function request(
  original: typeof fetch,
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  { watched, timeoutMs }: Guard,
): Promise<Response> {
  // next-auth goes on after a request that failed; what follows could only wait as long again.
  if (watched.failure) throw new TypeError('An earlier request of this call failed')
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), timeoutMs)
  try {
    const response = await original(input, { ...init, signal: controller.signal })
    // The body too must arrive in time, or a stalled answer would hang the form.
    const body = await response.arrayBuffer()
    watched.status = Math.max(watched.status, response.status)
    const wait = Number(response.headers.get('retry-after') ?? NaN)
    if (Number.isFinite(wait)) watched.retryAfterSeconds = wait
    const { status, statusText, headers } = response
    return new Response(body.byteLength > 0 ? body : null, { status, statusText, headers })
  } catch (error) {
    watched.failure = controller.signal.aborted ? 'timeout' : 'network'
    throw error
  } finally {
    clearTimeout(timer)
  }
}

function pathOf(input: RequestInfo | URL): string {
  const address = input instanceof Request ? input.url : String(input)
  return new URL(address, window.location.href).pathname
}
