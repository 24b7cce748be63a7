import { isSignedIn, operationOf } from './callback-matrix'
import { refusedStepOf, type TimelineRequest } from './timeline'

/** What a stop's button does. */
export const TOUR_ACTIONS = {
  'read-session': 'Read the session',
  'wrong-password': 'Try a wrong password',
  'sign-in': 'Sign in',
  update: 'Call update()',
  'load-page': 'Load this page',
  'sign-out': 'Sign out',
} as const

export type TourAction = keyof typeof TOUR_ACTIONS

export type StopId =
  'before' | 'wrong-password' | 'sign-in' | 'read-session' | 'update' | 'load-page' | 'sign-out'

export type Stop = {
  id: StopId
  title: string
  do: string
  actions: readonly TourAction[]
  /** Shown once it is done, until the visitor goes on. */
  see: string
  /** What has to be true before: the stop offers the way there. */
  needs?: 'signed-in' | 'signed-out'
  /** It can go on at the page of the second step, and is completed there. */
  canLead?: 'away'
  /** Where to look: a view of the page. */
  view: 'sequence' | 'cookies' | 'token' | 'attacks'
  /** The request that shows that it was done, among those made since the stop began. */
  isShownBy: (request: TimelineRequest) => boolean
}

const is = (operation: string) => (request: TimelineRequest) => operationOf(request) === operation

/** From the browser without a session to the end of one. The ten questions follow. */
export const TOUR: readonly Stop[] = [
  {
    id: 'before',
    title: 'Before the sign-in',
    needs: 'signed-out',
    do: 'Read the session while nobody is signed in.',
    actions: ['read-session'],
    see: 'The answer is null: no session cookie came along, so no callback of ours had to run. Look at Cookies: the CSRF pair and the callback URL are there before anybody signs in.',
    view: 'cookies',
    isShownBy: (request) => is('read')(request) && !hasSessionCookie(request),
  },
  {
    id: 'wrong-password',
    title: 'A wrong password',
    do: 'Sign in with a wrong password.',
    actions: ['wrong-password'],
    see: 'The steps end at authorize, after one bcrypt. There is no jwt step and no session cookie. The status is 200 all the same: the refusal is in the body.',
    view: 'sequence',
    isShownBy: (request) => is('refused')(request) && refusedStepOf(request) !== null,
  },
  {
    id: 'sign-in',
    title: 'The right password',
    do: 'Sign in.',
    actions: ['sign-in'],
    canLead: 'away',
    see: 'authorize, then signIn, then jwt with the trigger “signIn”, then the encryption, then Set-Cookie. The session callback does not run.',
    view: 'sequence',
    isShownBy: (request) => isSignedIn(operationOf(request)),
  },
  {
    id: 'read-session',
    title: 'Token and session',
    needs: 'signed-in',
    do: 'Read the session again.',
    actions: ['read-session'],
    see: 'The token is decrypted, the session’s row is checked, and the session callback builds the JSON.',
    view: 'token',
    isShownBy: (request) =>
      is('read')(request) && request.steps.some(({ step }) => step === 'session'),
  },
  {
    id: 'update',
    title: 'What a client may change',
    needs: 'signed-in',
    do: 'Call update() and ask to become ADMIN.',
    actions: ['update'],
    see: 'The role stays as it is: what a client sends with update() is ignored, and the role comes from the database.',
    view: 'sequence',
    isShownBy: is('update'),
  },
  {
    id: 'load-page',
    title: 'A page',
    needs: 'signed-in',
    do: 'Load this page again.',
    actions: ['load-page'],
    see: 'The middleware looks first. Then auth() in the page decrypts the cookie again and runs jwt and session.',
    view: 'sequence',
    isShownBy: (request) =>
      is('page')(request) && request.steps.some(({ step }) => step === 'session'),
  },
  {
    id: 'sign-out',
    title: 'The sign-out',
    needs: 'signed-in',
    do: 'Sign out.',
    actions: ['sign-out'],
    see: 'Auth.js clears the cookie, and our handler ends the row. A copy of the cookie is worth nothing now: run the attack “Replay after sign-out”.',
    view: 'attacks',
    isShownBy: (request) =>
      is('sign-out')(request) &&
      request.steps.some(({ step, out }) => step === 'setCookie' && out.name === 'session'),
  },
]

function hasSessionCookie({ in: input }: TimelineRequest): boolean {
  return input['cookie.session.bytes'] !== undefined
}

/** The request that completed a stop: the first suitable one that was not there when it began. */
export function completionOf(
  { isShownBy }: Stop,
  timeline: readonly TimelineRequest[],
  before: ReadonlySet<string>,
): TimelineRequest | null {
  const finished = timeline.filter(({ id, answer }) => answer !== null && !before.has(id))
  return finished.find(isShownBy) ?? null
}

/** Stands for the last request before a stop, where nothing had been recorded yet. */
const NOTHING = 'nothing'

/** What {@link untilFirstStep} goes by, kept for a stop that can lead away from the page. */
export function beginningOf(
  stop: Stop | undefined,
  timeline: readonly TimelineRequest[],
): string | undefined {
  return stop?.canLead ? (timeline.at(-1)?.id ?? NOTHING) : undefined
}

/**
 * What was recorded until the first step of a sign-in that somebody began at a stop, and whose second
 * step they have come back from.
 *
 * @param since the last request before the stop
 * @returns null when no such sign-in was begun there
 */
export function untilFirstStep(
  timeline: readonly TimelineRequest[],
  since: string | undefined,
): TimelineRequest[] | null {
  const before = since === NOTHING ? 0 : timeline.findIndex(({ id }) => id === since) + 1
  if (before === 0 && since !== NOTHING) return null
  const begun = timeline.findIndex((request, index) => index >= before && is('first-step')(request))
  return begun === -1 ? null : timeline.slice(0, begun + 1)
}
