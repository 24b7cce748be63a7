import type { StepName } from '@/lib/inspector/steps/step-schema'
import { isSecondStep } from './step-text'
import { refusalCodeOf, type TimelineRequest } from './timeline'

/** What a visitor did, by the request it made. */
export const OPERATIONS = [
  { id: 'csrf', title: 'Ask for a CSRF token' },
  { id: 'sign-in', title: 'Sign in' },
  { id: 'first-step', title: 'Sign in, a code is needed' },
  { id: 'second-step', title: 'Sign in, second step' },
  { id: 'refused', title: 'Sign in, refused' },
  { id: 'page', title: 'Load a page with auth()' },
  { id: 'read', title: 'Read the session: useSession()' },
  { id: 'api', title: 'Check in an API route: auth()' },
  { id: 'update', title: 'Call update()' },
  { id: 'sign-out', title: 'Sign out' },
] as const

export type OperationId = (typeof OPERATIONS)[number]['id']

export const CALLBACKS = ['redirect', 'authorize', 'signIn', 'jwt', 'session', 'event'] as const
export type CallbackName = (typeof CALLBACKS)[number]

/** What Auth.js is documented to do: always, never, or under a condition. */
type Expected = 'runs' | 'never' | { when: string }

const WITH_COOKIE = { when: 'with a callback cookie' } as const
const SIGNED_IN = { when: 'when signed in' } as const

const READING = {
  redirect: WITH_COOKIE,
  authorize: 'never',
  signIn: 'never',
  jwt: SIGNED_IN,
  session: SIGNED_IN,
  event: SIGNED_IN,
} as const

const SIGNING_IN: Record<CallbackName, Expected> = {
  ...{ redirect: 'runs', authorize: 'runs', signIn: 'runs', jwt: 'runs' },
  ...{ session: 'never', event: 'runs' },
}

const EXPECTED: Record<OperationId, Record<CallbackName, Expected>> = {
  csrf: {
    redirect: WITH_COOKIE,
    ...{ authorize: 'never', signIn: 'never', jwt: 'never', session: 'never', event: 'never' },
  },
  'sign-in': SIGNING_IN,
  // The same provider refuses, so nothing after authorize runs.
  'first-step': {
    ...{ redirect: 'runs', authorize: 'runs', signIn: 'never', jwt: 'never' },
    ...{ session: 'never', event: 'never' },
  },
  'second-step': SIGNING_IN,
  refused: {
    redirect: 'runs',
    authorize: { when: 'with a valid CSRF pair' },
    ...{ signIn: 'never', jwt: 'never', session: 'never', event: 'never' },
  },
  // `auth()` runs jwt and session itself, without the request Auth.js would build around them.
  page: { ...READING, redirect: 'never', event: 'never' },
  api: { ...READING, redirect: 'never', event: 'never' },
  read: READING,
  update: { ...READING, redirect: 'runs' },
  'sign-out': {
    ...{ redirect: 'runs', authorize: 'never', signIn: 'never', jwt: 'never', session: 'never' },
    event: SIGNED_IN,
  },
}

/** Claims that are often repeated and are wrong. */
export const MISCONCEPTIONS = [
  {
    claim: '“The jwt callback runs first, then signIn.”',
    truth: 'signIn runs first and can refuse. jwt runs only if it allowed the sign-in.',
  },
  {
    claim: '“The session callback runs when you sign in.”',
    truth: 'It does not. It runs when something reads the session afterwards.',
  },
  {
    claim: '“The redirect callback runs when you are redirected.”',
    truth: 'It runs on nearly every request to /api/auth: whenever a callback cookie comes along.',
  },
  {
    claim: '“user is set in every jwt callback.”',
    truth: 'Only with the trigger “signIn”. Afterwards there is only the token.',
  },
  {
    claim: '“The token is signed, so paste it into a decoder to read it.”',
    truth: 'It is encrypted: alg “dir”, enc “A256CBC-HS512”. A decoder shows its header only.',
  },
  {
    claim: '“useSession() reads the cookie.”',
    truth:
      'The cookie is HttpOnly. useSession() asks GET /api/auth/session, or is given the answer with the page.',
  },
] as const

type Cell = {
  /** In how many of the operation's requests it ran, and how often in total. */
  requests: number
  runs: number
  /** False when it ran and never should, or did not run and always should. */
  agrees: boolean
}

export type MatrixRow = {
  id: OperationId
  title: string
  requests: number
  cells: Record<CallbackName, Cell>
}

/** @returns null for requests that are none of these */
export function operationOf(request: TimelineRequest): OperationId | null {
  const { in: input, steps } = request
  const has = (name: StepName) => steps.some(({ step }) => step === name)
  // A form of ours hands its fields to Auth.js on the server.
  if (input.kind === 'action') return has('authorize') ? signInOf(request) : null
  if (input.kind === 'page' || input.kind === 'data') return has('auth') ? 'page' : null
  if (input.path === '/api/auth-flow/check') return 'api'
  // Refused by the front server, so Auth.js never saw it.
  if (!has('handler')) return null
  switch (`${String(input.method)} ${String(input.path)}`) {
    case 'GET /api/auth/csrf':
      return 'csrf'
    case 'GET /api/auth/session':
      return 'read'
    case 'POST /api/auth/session':
      return 'update'
    case 'POST /api/auth/signout':
      return 'sign-out'
    case 'POST /api/auth/callback/credentials':
    case 'POST /api/auth/callback/two-factor':
    case 'POST /api/auth/callback/passkey':
      return signInOf(request)
    default:
      return null
  }
}

function signInOf(request: TimelineRequest): OperationId {
  const { steps } = request
  const authorize = steps.find(({ step }) => step === 'authorize')
  if (steps.some(({ step }) => step === 'encode')) {
    return authorize && isSecondStep(authorize) ? 'second-step' : 'sign-in'
  }
  return refusalCodeOf(request) === 'two_factor_required' ? 'first-step' : 'refused'
}

/** What signs somebody in. */
export const SIGN_INS: readonly OperationId[] = ['sign-in', 'second-step']

export const isSignedIn = (operation: OperationId | null) =>
  operation !== null && SIGN_INS.includes(operation)

/** Whether somebody tried. */
export const isAttempt = (operation: OperationId | null) =>
  isSignedIn(operation) || operation === 'first-step' || operation === 'refused'

/** The callbacks that ran, counted over finished requests. */
export function measure(timeline: readonly TimelineRequest[]): MatrixRow[] {
  return OPERATIONS.map(({ id, title }) => {
    const requests = timeline.filter((one) => one.answer !== null && operationOf(one) === id)
    const cells = Object.fromEntries(
      CALLBACKS.map((name) => [name, cellOf(requests, name, EXPECTED[id][name])]),
    ) as Record<CallbackName, Cell>
    return { id, title, requests: requests.length, cells }
  })
}

function cellOf(requests: TimelineRequest[], name: CallbackName, expected: Expected): Cell {
  const counts = requests.map(({ steps }) => steps.filter(({ step }) => step === name).length)
  const ran = counts.filter((count) => count > 0).length
  const agrees =
    expected === 'never' ? ran === 0 : expected === 'runs' ? ran === requests.length : true
  return { requests: ran, runs: counts.reduce((sum, count) => sum + count, 0), agrees }
}
