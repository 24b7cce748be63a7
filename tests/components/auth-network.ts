import { vi } from 'vitest'
import { expectConsole } from '../setup/expect-console'

export const ADA = {
  user: {
    id: 'ada',
    name: 'Ada Lovelace',
    username: 'ada',
    email: 'ada@example.com',
    image: null,
    role: 'USER' as const,
  },
  expires: '2026-03-01T11:00:00.000Z',
  sessionId: 'session-of-ada',
}

type Answer = Response | 'network error' | 'silence'
type Answers = { csrf?: Answer; callback?: Answer; session?: () => Answer; signout?: Answer }

/**
 * Replaces the network; everything above it is the real client.
 *
 * @returns the requests, as "METHOD path", in order
 */
export function serveAuth(answers: Answers): { requests: string[]; bodies: string[] } {
  // next-auth's client logs the errors it handles.
  expectConsole(/ClientFetchError/)
  const requests: string[] = []
  const bodies: string[] = []
  const fetchNothing = vi.fn(async (input: RequestInfo | URL, init?: RequestInit) => {
    const { pathname } = new URL(String(input), window.location.href)
    requests.push(`${init?.method?.toUpperCase() ?? 'GET'} ${pathname}`)
    if (init?.body) bodies.push(String(init.body))
    return settle(answerFor(pathname, answers), init?.signal)
  })
  vi.stubGlobal('fetch', fetchNothing)
  return { requests, bodies }
}

function answerFor(pathname: string, answers: Answers): Answer {
  const name = pathname.split('/')[3]
  if (name === 'csrf') return answers.csrf ?? Response.json({ csrfToken: 'token' })
  if (name === 'callback') return answers.callback ?? 'network error'
  if (name === 'signout') return answers.signout ?? Response.json({ url: '/sign-in' })
  return answers.session?.() ?? Response.json(null)
}

function settle(answer: Answer, signal?: AbortSignal | null): Promise<Response> {
  if (answer === 'network error') return Promise.reject(new TypeError('Failed to fetch'))
  if (answer !== 'silence') return Promise.resolve(answer.clone())
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')))
  })
}

/** next-auth's answer to a right password. */
export const signedIn = () => Response.json({ url: `${window.location.origin}/dashboard` })

/** next-auth's answer to a refused one. */
export function refused(code: string, init?: ResponseInit): Response {
  const url = `${window.location.origin}/sign-in?error=CredentialsSignin&code=${code}`
  return Response.json({ url }, init)
}
