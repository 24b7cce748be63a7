/**
 * The outcome of one call of next-auth's client, whose requests were observed and limited in time.
 *
 * next-auth cannot set a timeout, expose `Retry-After`, or keep a failed first request from navigating
 * to an error page (it assigns `window.location` when `/providers` fails). So during a call, `fetch` to
 * `/api/auth/*` goes through this module. All other requests are unaffected. See docs/decisions, "The
 * sign-in call is guarded".
 */
export type GuardedOutcome<Value> = {
  /** Undefined when next-auth gave up without a result. */
  value: Value | undefined
  /** Set when it threw. */
  error?: unknown
  /** Why a request got no response, if one did not. */
  failure?: 'network' | 'timeout'
  /** The highest status of the responses; 0 when there was none. */
  status: number
  retryAfterSeconds?: number
  /** What the server said of the session, if it was asked; null for nobody signed in. */
  session?: unknown
}

const AUTH_PATH = '/api/auth/'
const SESSION_PATH = `${AUTH_PATH}session`

/** The list is fixed, and a failing request for it would make next-auth's client navigate away. */
const PROVIDERS = Object.fromEntries(
  ['credentials', 'passkey'].map((id) => [
    id,
    {
      ...{ id, name: 'Credentials', type: 'credentials' },
      signinUrl: `/api/auth/signin/${id}`,
      callbackUrl: `/api/auth/callback/${id}`,
    },
  ]),
)

type Guard = {
  outcome: GuardedOutcome<unknown>
  timeoutMs: number
  /** Answers some reads of the session in place of the server. */
  held?: { session: unknown; readsLeft: number; release: () => void }
}

/** The calls in progress, oldest first. A request cannot be attributed, so it counts for the newest. */
const guards: Guard[] = []
let unguardedFetch: typeof fetch

/**
 * Runs one call of next-auth's client. Calls may overlap and do not wait for each other. Never throws.
 *
 * @param call runs next-auth's client once
 * @param timeoutMs the longest a single request may take
 */
export async function guardAuthCall<Value>(
  call: () => Promise<Value>,
  timeoutMs: number,
): Promise<GuardedOutcome<Value>> {
  const outcome: GuardedOutcome<Value> = { value: undefined, status: 0 }
  const remove = add({ outcome, timeoutMs })
  try {
    outcome.value = await call()
  } catch (error) {
    outcome.error = error
  } finally {
    remove()
  }
  return outcome
}

/**
 * Answers the next reads of the session with what has just been read. next-auth's client reads it to
 * notify the other tabs, and again when this tab receives its own notification.
 *
 * @param reads how many to answer; writes, such as `update()`, always reach the server
 * @param forMs the longest; then the next read reaches the server, too
 */
export function holdSession(session: unknown, reads: number, forMs: number): void {
  const outcome = { value: undefined, status: 0 }
  const held = { session, readsLeft: reads, release: () => {} }
  held.release = add({ outcome, timeoutMs: forMs, held })
  setTimeout(held.release, forMs)
}

/** @returns takes the guard away again */
function add(guard: Guard): () => void {
  guards.push(guard)
  if (window.fetch !== guardedFetch) {
    unguardedFetch = window.fetch
    window.fetch = guardedFetch
  }
  return () => {
    const at = guards.indexOf(guard)
    if (at !== -1) guards.splice(at, 1)
    if (guards.length === 0 && window.fetch === guardedFetch) window.fetch = unguardedFetch
  }
}

const guardedFetch: typeof fetch = (input, init) => {
  const guard = guards.at(-1)
  const path = pathOf(input)
  if (!guard || !path.startsWith(AUTH_PATH)) return unguardedFetch(input, init)
  if (path === `${AUTH_PATH}providers`) return Promise.resolve(Response.json(PROVIDERS))
  const isRead = path === SESSION_PATH && (init?.method ?? 'GET') === 'GET'
  if (isRead && guard.held) return Promise.resolve(answerFrom(guard.held))
  return request(unguardedFetch, input, init, guard)
}

function answerFrom(held: NonNullable<Guard['held']>): Response {
  held.readsLeft -= 1
  if (held.readsLeft === 0) held.release()
  return Response.json(held.session)
}

async function request(
  original: typeof fetch,
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  { outcome, timeoutMs }: Guard,
): Promise<Response> {
  // next-auth continues after a failed request; the next one would wait for the timeout again.
  if (outcome.failure) throw new TypeError('An earlier request of this call failed')
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), timeoutMs)
  try {
    const response = await original(input, { ...init, signal: controller.signal })
    // The timeout includes the body: a stalled response would block the form.
    const body = await response.arrayBuffer()
    outcome.status = Math.max(outcome.status, response.status)
    const wait = Number(response.headers.get('retry-after') ?? NaN)
    if (Number.isFinite(wait)) outcome.retryAfterSeconds = wait
    const { status, statusText, headers } = response
    if (pathOf(input) === SESSION_PATH && status === 200) outcome.session = parsed(body)
    return new Response(body.byteLength > 0 ? body : null, { status, statusText, headers })
  } catch (error) {
    outcome.failure = controller.signal.aborted ? 'timeout' : 'network'
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** @returns undefined for what is no JSON */
function parsed(body: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown
  } catch {
    return undefined
  }
}

function pathOf(input: RequestInfo | URL): string {
  const address = input instanceof Request ? input.url : String(input)
  return new URL(address, window.location.href).pathname
}
