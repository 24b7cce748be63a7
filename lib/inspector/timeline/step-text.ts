import { isErrorCode, sentenceFor } from '@/lib/platform/errors'
import type { TimelineRequest, TimelineStep } from './timeline'
import type { Lane, StepName } from '@/lib/inspector/steps/step-schema'
import { product } from '@/lib/product'

export const LANE_NAMES: Record<Lane, string> = {
  browser: 'Browser',
  middleware: 'Middleware',
  authjs: 'Auth.js',
  ours: 'Our code',
  database: 'Database',
}

const TITLES: Record<StepName, string> = {
  request: 'Request',
  front: 'Front',
  middleware: 'Middleware decides',
  handler: 'Auth.js handler',
  csrf: 'CSRF check',
  redirect: 'redirect callback',
  parse: 'Read the fields',
  authorize: 'authorize',
  limiter: 'Limiter counts',
  lookup: 'Look the user up',
  liveness: 'Is the session alive?',
  query: 'Query',
  bcrypt: 'bcrypt',
  signIn: 'signIn callback',
  jwt: 'jwt callback',
  encode: 'Encrypt the token',
  decode: 'Decrypt the token',
  session: 'session callback',
  event: 'Event',
  auth: 'auth() in the page',
  setCookie: 'Set-Cookie',
}

export function titleOf({
  step,
  in: given,
  out,
}: Pick<TimelineStep, 'step' | 'in' | 'out'>): string {
  if (step === 'event') return `events.${String(given.name)}`
  if (step === 'setCookie') return `Set-Cookie: ${String(out.name)}`
  return TITLES[step]
}

/** The outcome of a step in a few words. */
export function resultOf({ step, in: given, out, outcome }: TimelineStep): string {
  if (outcome === 'failed') return 'failed'
  if (isErrorCode(out.code)) return `refused: ${out.code}`
  switch (step) {
    case 'front':
      return out.passed === true ? 'let through' : `refused with ${String(out.status)}`
    case 'middleware':
      return `session ${String(out.session)}, ${decisionIn(out)}`
    case 'handler':
      return `answers ${String(out.status)}${sessionIn(out)}`
    case 'csrf':
      return out.verified === true ? 'the halves match' : 'no match'
    case 'redirect':
      return `to ${String(out.path)}`
    case 'parse':
      return out.valid === true ? `${String(given.identifier)} and password` : 'not usable'
    case 'authorize':
      return 'accepted'
    case 'limiter':
      return out.allowed === true ? `attempt ${String(out.highest)} counted` : 'refused, too many'
    case 'lookup':
      return out.found === true ? `found by ${String(given.by)}` : 'nobody'
    case 'liveness':
      return out.alive === true ? 'alive' : 'over'
    case 'query':
      return queryIn(given, out)
    case 'bcrypt':
      return given.job === 'hash' ? `hashed at cost ${String(given.cost)}` : matchIn(out)
    case 'signIn':
      return out.allowed === true ? 'may sign in' : 'may not'
    case 'jwt':
      return out.alive === true ? `trigger ${String(given.trigger)}` : 'null: the session is over'
    case 'encode':
      return out.written === true ? `${String(out.bytes)} characters` : 'left as it is'
    case 'decode':
      return out.valid === true ? 'ours, and running' : 'not ours, or over'
    case 'session':
      return out.unavailable === true ? 'nobody can tell' : 'the session JSON'
    case 'auth':
      return out.session === 'user' ? 'somebody' : 'nobody'
    case 'setCookie':
      return out.change === 'cleared' ? 'cleared' : `${String(out.bytes)} characters`
    case 'event':
    case 'request':
      return ''
  }
}

const decisionIn = (out: TimelineStep['out']) =>
  out.decision === 'redirect' ? `redirect to ${String(out.location)}` : String(out.decision)

const sessionIn = ({ session }: TimelineStep['out']) =>
  session === undefined ? '' : `, session ${session === 'user' ? 'JSON' : String(session)}`

const matchIn = ({ matches }: TimelineStep['out']) =>
  matches === true ? 'the password fits' : 'does not fit'

function queryIn(given: TimelineStep['in'], out: TimelineStep['out']): string {
  const rows = Number(out.rows ?? 0)
  return `${String(given.model)}.${String(given.operation)}, ${rows} ${rows === 1 ? 'row' : 'rows'}`
}

/** Why it ran: one sentence for somebody who has never seen Auth.js. */
export function whyOf({ step, in: given, out }: TimelineStep, request: TimelineRequest): string {
  switch (step) {
    case 'front':
      return out.passed === true
        ? 'Every request first passes the front: shape, host, origin and size are judged before Next sees it.'
        : 'The front refused the request before Next, Auth.js or the database saw it.'
    case 'middleware':
      return 'It runs before every page. It is a convenience: each page still checks for itself.'
    case 'handler':
      return `The address begins with /api/auth/, so Auth.js answers it: the action is “${String(given.action)}”.`
    case 'csrf':
      return 'It is a POST: the token in the body must be the one in the cookie, and the cookie must carry our hash.'
    case 'redirect':
      return redirectReason(request)
    case 'authorize':
      return 'Auth.js calls it with whatever was posted, because the provider is “credentials”.'
    case 'parse':
      return 'authorize is a public endpoint: what it is given is read strictly again.'
    case 'lookup':
      return 'The account is looked up first, so that limits count per account whichever identifier was typed.'
    case 'limiter':
      return 'Each attempt is counted as a failure before the password is looked at; a right one clears it.'
    case 'bcrypt':
      return 'It always costs one hash at the full cost, also for a name nobody has: the time tells nothing.'
    case 'signIn':
      return 'authorize accepted. This callback may still say no; it runs before jwt.'
    case 'jwt':
      return jwtReason(String(given.trigger))
    case 'liveness':
      return 'A token cannot be revoked, a row can, so every read checks the session. While the database reports every change to this process, the answer comes from memory; otherwise from a query.'
    case 'encode':
      return out.written === true
        ? 'The claims become the cookie: encrypted, not merely signed, so nobody can read them.'
        : 'Auth.js would write the cookie anew at every read. Here a read never renews it.'
    case 'decode':
      return 'A session cookie came with the request; only this server’s key opens it.'
    case 'session':
      return 'Somebody asks who is signed in: this callback makes the JSON that the browser may see.'
    case 'event':
      return 'Auth.js tells that it happened. Nothing an event does can change the answer.'
    case 'auth':
      return 'A server component asked who is signed in: auth() decrypts the cookie, then runs jwt and session as Auth.js does.'
    case 'setCookie':
      return cookieReason(String(out.name), out.change === 'cleared')
    case 'query':
      return 'The step above needed it.'
    case 'request':
      return ''
  }
}

function redirectReason({ in: input }: TimelineRequest): string {
  if (input.method === 'POST') {
    return 'The request named a place to go to: the callback decides whether that is on this site.'
  }
  return input['cookie.callback.bytes'] === undefined
    ? 'Auth.js asks where to go afterwards, with the address of the site itself.'
    : 'A callback-url cookie came with the request, so Auth.js checks that place once more.'
}

function jwtReason(trigger: string): string {
  if (trigger === 'signIn') {
    return 'Somebody signs in: this is the one time that user is given. What it returns is what the cookie will hold.'
  }
  return trigger === 'update'
    ? 'The page called update(). What it sent along is never looked at: it comes from the client.'
    : 'A token was read: user is undefined now, only the claims are there.'
}

function cookieReason(name: string, isCleared: boolean): string {
  switch (name) {
    case 'session':
      return isCleared
        ? 'The session is over, so the browser is told to drop its cookie.'
        : 'The token lives here and nowhere else: HttpOnly, out of reach of any script.'
    case 'csrf':
      return 'The cookie’s half of the CSRF pair: a token and its hash under our secret.'
    case 'callback':
      return 'Where to go after signing in, kept by Auth.js; it comes back with every request.'
    case 'device':
      return 'This browser has signed in before: strangers who use up the limits cannot shut it out.'
    case 'trace':
      return 'Names this recording, for this browser alone.'
    default:
      return `One of ${product.name}’s own.`
  }
}

/** What whoever sent the request gets to see when it was refused. */
export function seenByClient(request: TimelineRequest): string {
  const code = request.steps.find(({ step }) => step === 'handler')?.out.code
  if (isErrorCode(code)) {
    const wait = request.answer?.out.retryAfterSeconds
    return sentenceFor(typeof wait === 'number' ? { code, retryAfterSeconds: wait } : { code })
  }
  return ''
}
