import type { NextRequest } from 'next/server'
import type { Flow } from './flow'
import { watched } from './watch'

/** What the middleware found and what it did about it. */
type Decided = { session: 'absent' | 'dead' | 'alive' | 'unavailable'; response: Response }

export function watchedMiddleware(flow: Flow, decide: (request: NextRequest) => Promise<Decided>) {
  return watched(flow, 'middleware', decide, {
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
  })
}

function decisionOf({ status }: Response): 'pass' | 'redirect' | 'refuse' | 'unavailable' {
  if (status >= 500) return 'unavailable'
  if (status >= 400) return 'refuse'
  return status >= 300 ? 'redirect' : 'pass'
}

/** `auth()` in a page or an action. */
export function watchedAuth<Value>(flow: Flow, auth: () => Promise<Value>) {
  return watched<'auth', [], Promise<Value>>(flow, 'auth', auth, {
    out: (session) => ({ session: answerOf(session) }),
  })
}

function answerOf(session: unknown): 'null' | 'user' | 'unavailable' {
  if (typeof session !== 'object' || session === null) return 'null'
  return 'unavailable' in session ? 'unavailable' : 'user'
}
