import { product } from '@/lib/product'
import { isPasskey, isSecondStep } from './step-text'
import { sessionSourceOf, type TimelineRequest, type TimelineStep } from './timeline'

/** Why a step ran: one or two sentences for somebody who has never seen Auth.js. */
export function whyOf(step: TimelineStep, request: TimelineRequest): string {
  const { in: given, out } = step
  switch (step.step) {
    case 'front':
      return out.passed === true
        ? 'Every request passes our HTTP server first: it checks shape, host, origin and size before Next.js sees the request.'
        : 'Our HTTP server refused the request before Next.js, Auth.js or the database saw it.'
    case 'middleware':
      return 'It runs before every page. It only saves a round trip: each page still checks for itself. Next.js 16 calls its file proxy.ts; this app keeps the name middleware.ts, which most people know (decision 0002).'
    case 'handler':
      return `The path begins with /api/auth/, so Auth.js answers it. The action is “${String(given.action)}”.`
    case 'csrf':
      return 'Auth.js compares the token in the body with the one in the cookie, and the cookie’s hash with its own, before it calls authorize. Auth.js does not report this check, so the inspector repeats it with the same values; its duration is part of the handler’s.'
    case 'redirect':
      return redirectReason(request)
    case 'authorize':
      if (isPasskey(step)) {
        return `Auth.js calls it with whatever was posted, because the provider is “passkey”. ${PASSKEY_REASON}`
      }
      return isSecondStep(step)
        ? 'Auth.js calls it with whatever was posted, because the provider is “two-factor”. The first step, the password, is in this browser’s sealed two-factor cookie.'
        : out.code === 'two_factor_required'
          ? 'Auth.js calls it because the provider is “credentials”. The password is right, but a second factor is missing, so it accepts nobody: without a user there is no signIn, no jwt, and no session.'
          : 'Auth.js calls it with whatever was posted, because the provider is “credentials”.'
    case 'parse':
      return 'authorize is a public endpoint, so its input is validated again on the server.'
    case 'lookup':
      return 'The account is looked up first, so that attempts count per account, whether email or username was typed.'
    case 'limiter':
      return 'Limits count what could be abused: attempts to sign in, and mails. An attempt is counted as a failure before the password is checked; a correct password clears the count.'
    case 'challenge':
      return 'The password was right, and the account has two-factor. That opens no session: a challenge is stored instead, of which this browser gets the token, sealed in its two-factor cookie. It is answered once, within five minutes.'
    case 'secondFactor':
      if (given.kind === 'passkey') return PASSKEY_REASON
      return 'The code is compared with those of now and of half a minute before and after. One that was used is wrong from then on. Wrong codes are counted per account, apart from wrong passwords.'
    case 'spendProof':
      if (given.kind === 'passkey') return SPENT_PASSKEY_REASON
      return given.kind === 'trusted-browser'
        ? 'This browser was trusted in an earlier sign-in, so no code is asked. The trust is checked again in the transaction that opens the session.'
        : 'In the transaction that opens the session, one conditional update uses the code up. Of two requests with the same code, only one gets a session.'
    case 'bcrypt':
      return 'One hash at full cost is always computed, also for an unknown user, so that the duration reveals nothing.'
    case 'signIn':
      return 'authorize accepted. This callback can still refuse; it runs before jwt.'
    case 'jwt':
      return jwtReason(String(given.trigger))
    case 'liveness':
      return `A token cannot be revoked, but a row can, so every read checks the session. ${SOURCES[sessionSourceOf(step, request)]}`
    case 'bind':
      return 'The answer of the sign-in offered it, and this browser can: it made a key that cannot leave the device, and signed the challenge of that sign-in. From now on the session needs a second cookie, which only a signature renews. A browser that cannot ignores the offer.'
    case 'refresh':
      return refreshReason(step, request)
    case 'encode':
      return out.written === true
        ? 'The claims become the cookie. They are encrypted, not just signed, so the browser cannot read them.'
        : 'Auth.js would write the cookie again at every read. Here a read never extends it.'
    case 'decode':
      return 'A session cookie came with the request. Only this server’s key opens it.'
    case 'session':
      return 'Something asks who is signed in: this callback builds the JSON that the browser may see.'
    case 'event':
      return 'Auth.js reports that it happened. An event handler cannot change the answer.'
    case 'auth':
      return 'A server component asked who is signed in: auth() decrypts the cookie, then runs jwt and session.'
    case 'setCookie':
      return cookieReason(String(out.name), out.change === 'cleared')
    case 'query':
      return 'The step around it needed it.'
    case 'request':
      return ''
  }
}

const PASSKEY_REASON =
  'The device has signed a challenge that was sealed for this browser. Its signature, the site and the counter are checked here, with the public key of the passkey.'

const SPENT_PASSKEY_REASON =
  'In the transaction that opens the session, the challenge is noted as answered and the counter moves on. Of two requests with the same answer, only one gets a session.'

const SOURCES = {
  memory:
    'This time the answer came from this process’s memory, without a query: the database notifies every process of a changed session, which drops it from memory. If the notifications stop, every read queries again.',
  database:
    'This time the database was queried. The answer is then kept in memory until the database notifies this process of a change.',
}

function redirectReason({ in: input }: TimelineRequest): string {
  if (input.method === 'POST') {
    return 'The request named a URL to continue at. The callback decides whether that is on this site.'
  }
  return input['cookie.callback.bytes'] === undefined
    ? 'Auth.js asks where to continue, with the URL of the site itself.'
    : 'A callback cookie came with the request, so Auth.js checks its URL once more.'
}

function jwtReason(trigger: string): string {
  if (trigger === 'signIn') {
    return 'A user signs in. This is the only time that user is passed. What the callback returns becomes the cookie’s content.'
  }
  return trigger === 'update'
    ? 'The page called update(). The data it sent comes from the client and is ignored.'
    : 'A token was read: user is undefined now, and only the claims are passed.'
}

function cookieReason(name: string, isCleared: boolean): string {
  switch (name) {
    case 'session':
      return isCleared
        ? 'The session has ended, so the browser is told to delete its cookie.'
        : 'The token is stored only here. The cookie is HttpOnly, so scripts cannot read it.'
    case 'csrf':
      return isCleared
        ? 'Signing in or out ends the CSRF token. The next request to Auth.js gets a new one.'
        : 'The cookie’s part of the CSRF pair: a token and its hash with our secret.'
    case 'callback':
      return 'The URL to continue at after signing in. Auth.js stores it; it comes back with every request.'
    case 'device':
      return 'Marks a browser that has signed in before, so that failed attempts elsewhere cannot lock it out.'
    case 'two-factor':
      return isCleared
        ? 'The sign-in is complete, so its first step is forgotten.'
        : 'The password was right, and a second step is required: this remembers the first for five minutes.'
    case 'trace':
      return 'Names this recording. Only this browser has it.'
    default:
      return `One of ${product.name}’s own cookies.`
  }
}

function refreshReason({ in: given, out }: TimelineStep, request: TimelineRequest): string {
  const heldBack =
    request.in['cookie.bound.bytes'] === undefined
      ? 'The bound cookie was gone, so the browser held its requests back and asked here first.'
      : 'The bound cookie was about to expire, so the browser asked ahead of time and held nothing back.'
  if (out.result === 'over')
    return 'The session has ended, or is another one: there is nothing to prove.'
  return out.result === 'challenged'
    ? `${heldBack} ${given.proof === true ? 'What it signed is not the current challenge, which another refresh may have replaced.' : 'It had no challenge yet.'} The answer 403 brings one.`
    : `${heldBack} The signature fits the key in the session’s row: another value, and the next challenge. The one before counts for five more seconds, because requests overtake each other.`
}
