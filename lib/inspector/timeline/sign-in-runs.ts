import { operationOf } from './callback-matrix'
import type { TimelineRequest } from './timeline'

/** A sign-in as the browser made it: what it asked before, the POST, and what it did with the answer. */
export type SignInRun = {
  requests: readonly TimelineRequest[]
  post: TimelineRequest
  /** Afterwards the browser left for a page (`redirect: true`), or the script stayed and went on. */
  then: 'left' | 'stayed'
}

/** The sign-ins of a recording, refused ones included, oldest first. */
export function signInRuns(timeline: readonly TimelineRequest[]): SignInRun[] {
  return timeline.flatMap((post, index) => {
    if (!isSignIn(post)) return []
    const token = timeline.slice(0, index).findLast((one) => operationOf(one) === 'csrf')
    const after = timeline.slice(index + 1)
    const end = after.findIndex((one) => isSignIn(one) || operationOf(one) === 'csrf')
    const follow = (end === -1 ? after : after.slice(0, end)).slice(0, SHOWN_AFTERWARDS)
    const [first] = follow
    if (!first) return []
    const then = first.in.kind === 'page' ? 'left' : 'stayed'
    return [{ requests: [...(token ? [token] : []), post, ...follow], post, then }]
  })
}

const SHOWN_AFTERWARDS = 2

function isSignIn(request: TimelineRequest): boolean {
  return ['sign-in', 'refused'].includes(operationOf(request) ?? '')
}
