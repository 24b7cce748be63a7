import { isAttempt, operationOf } from './callback-matrix'
import type { TimelineRequest } from './timeline'

/** A sign-in as next-auth's client made it: what it asked before, the POST, and what followed from it. */
export type SignInRun = {
  requests: readonly TimelineRequest[]
  post: TimelineRequest
  /** The option it was called with. */
  redirect: boolean
}

/** The sign-ins of a recording, refused ones included, oldest first. */
export function signInRuns(timeline: readonly TimelineRequest[]): SignInRun[] {
  return timeline.flatMap((post, index) => {
    const option = post.in.redirect
    if (!isSignIn(post) || post.answer === null || option === undefined) return []
    const redirect = option === 'true'
    const token = timeline.slice(0, index).findLast((one) => operationOf(one) === 'csrf')
    const after = timeline.slice(index + 1)
    const followed = redirect ? pageAfter(after) : readsAfter(after)
    return [{ requests: [...(token ? [token] : []), post, ...followed], post, redirect }]
  })
}

/** The page that the client left for. */
function pageAfter(after: readonly TimelineRequest[]): readonly TimelineRequest[] {
  const [first] = after.filter(({ in: input }) => input.kind === 'page')
  const next = after.find((one) => isSignIn(one))
  const isOfThisRun = first && (!next || after.indexOf(first) < after.indexOf(next))
  return isOfThisRun ? [first] : []
}

/** What the page that stayed asked for: the session, and its own data anew. A reload is not part of it. */
function readsAfter(after: readonly TimelineRequest[]): readonly TimelineRequest[] {
  const isRead = (one: TimelineRequest) => one.in.kind === 'data' || operationOf(one) === 'read'
  const end = after.findIndex((one) => !isRead(one))
  return after.slice(0, end === -1 ? MOST_READS : Math.min(end, MOST_READS))
}

const MOST_READS = 2

const isSignIn = (request: TimelineRequest) => isAttempt(operationOf(request))
