import { replayCookies } from './cookie-jar'
import { operationOf } from './callback-matrix'
import { refusedStepOf, type TimelineRequest } from './timeline'

export type Stop = {
  title: string
  do: string
  see: string
  /** Whether the recording shows that it was done. */
  isDone: (timeline: readonly TimelineRequest[]) => boolean
}

const did = (operation: string) => (timeline: readonly TimelineRequest[]) =>
  timeline.some((request) => operationOf(request) === operation)

/** Seven stops from the empty jar to the end of a session. */
export const TOUR: readonly Stop[] = [
  {
    title: 'The empty jar',
    do: 'Press “Read the session” before signing in.',
    see: 'The answer is null, and yet two cookies appear: the CSRF pair and where to go afterwards.',
    isDone: (timeline) => replayCookies(timeline).jar.some(({ name }) => name === 'csrf'),
  },
  {
    title: 'A wrong password',
    do: 'Sign in with a wrong password.',
    see: 'The chain stops at authorize, after one bcrypt. There is no jwt step, and no session cookie.',
    isDone: (timeline) =>
      timeline.some((one) => operationOf(one) === 'refused' && refusedStepOf(one) !== null),
  },
  {
    title: 'The sign-in',
    do: 'Sign in with the right one.',
    see: 'authorize, then signIn, then jwt with trigger “signIn”, then the encryption, then Set-Cookie.',
    isDone: did('sign-in'),
  },
  {
    title: 'Token and session',
    do: 'Press “Read the session”.',
    see: 'The token is opened, the row behind it is asked, and the session callback makes the JSON.',
    isDone: (timeline) =>
      timeline.some(
        (one) => operationOf(one) === 'read' && one.steps.some(({ step }) => step === 'session'),
      ),
  },
  {
    title: 'What scripts cannot see',
    do: 'Look at “What JavaScript sees” in the cookie jar, and call update().',
    see: 'document.cookie is empty. update() asked for ADMIN; the role comes from the row and stays.',
    isDone: did('update'),
  },
  {
    title: 'A page',
    do: 'Press “Load a page”.',
    see: 'Middleware looks first, then auth() in the page reads the cookie again and runs jwt and session.',
    isDone: did('page'),
  },
  {
    title: 'The end',
    do: 'Sign out, then run the scenario “Replay after sign-out”.',
    see: 'The cookie is cleared and the row ended: the kept cookie is dead.',
    isDone: did('sign-out'),
  },
]
