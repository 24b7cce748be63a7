import { product } from '@/lib/product'
import { measure, MISCONCEPTIONS } from '@/lib/inspector/timeline/callback-matrix'
import { TEN_QUESTIONS } from '@/lib/inspector/timeline/ten-questions'
import { nameOf, type TimelineRequest } from '@/lib/inspector/timeline/timeline'
import {
  cookieTable,
  failureTable,
  matrixTable,
  tokenTable,
  type Scenario,
} from './document-tables'
import { toMermaid } from './sequence-diagram'

export type Recorded = {
  /** From a browser without cookies to the sign-out. */
  whole: TimelineRequest[]
  /** The password and the code of somebody with two-factor. */
  inTwoSteps: TimelineRequest[]
  /** A browser that binds its session to its device, and refreshes once. */
  bound: TimelineRequest[]
  failures: Scenario[]
}

const TERMS = [
  ['Cookie', 'a small text that the browser stores for a site and sends with every request to it.'],
  ['HttpOnly', 'a flag of a cookie: scripts in the page cannot read it.'],
  ['Session', 'a row in the database that says that a user is signed in, and until when.'],
  [
    'Token',
    'the content of the session cookie. It names the session and is encrypted, so only the server can read it.',
  ],
  ['Claim', 'one entry of the token, such as the user’s id.'],
  ['Callback', 'a function that you write and Auth.js calls at a certain point.'],
  [
    'Two-factor',
    'signing in with a password and something else, such as a code from an app on your phone.',
  ],
  [
    'Middleware',
    'code of ours that Next.js runs before a page is rendered. Next.js 16 calls the file `proxy.ts`; this app keeps the name `middleware.ts`, which most people know (decision 0002).',
  ],
  [
    'CSRF',
    'cross-site request forgery: another site makes your browser send a request in your name. Our server refuses what comes from another origin, the cookies are SameSite=Lax, and Auth.js checks a CSRF token.',
  ],
] as const

/**
 * The document about signing in, made from recorded requests. Nothing in it changes from run to run.
 *
 * @param browser the part that {@link writeBrowserPart} made of a run in a browser
 */
export function writeDocument(
  { whole, inTwoSteps, bound, failures }: Recorded,
  browser = '',
): string {
  const timeline = whole.map(withoutQueries)
  const named = (name: string, among = whole) =>
    among.map(withoutQueries).find((request) => nameOf(request) === name)
  const signIn = named('POST /api/auth/callback/credentials')
  const reading = timeline.findLast((request) => nameOf(request) === 'GET /api/auth/session')
  return [
    '# How sign-in works',
    `This is what happens when somebody signs in to ${product.name}: which requests are sent, which code runs, and which cookies change. You need to know what a browser and a server are, and nothing about Next.js or Auth.js.`,
    'The diagrams and tables are recorded, not drawn: `npm run docs:flow` writes them from real requests, and two tests (`tests/integration/inspector/document.test.ts`, `tests/e2e/how-sign-in-works.spec.ts`) fail when they are no longer true. Open `/inspector` to record your own. In the diagrams an arrow goes from the caller to what it calls, and a dashed arrow is the answer.',
    '## The words used here',
    TERMS.map(([term, meaning]) => `- **${term}**: ${meaning}`).join('\n'),
    '## In short',
    'You send a name and a password. The server checks them, opens a session in the database, and answers with a cookie that names this session. From then on the browser sends the cookie with every request. The server decrypts it, checks that the session is still open, and so knows who you are. Signing out ends the session and deletes the cookie.',
    '## A sign-in',
    'The form sends a POST to `/api/auth/callback/credentials`. Auth.js first makes its CSRF check. Then it calls `authorize`, which is our code: it looks up the user, counts the attempt, and compares the password with bcrypt. If that succeeds, Auth.js calls the signIn callback, which can still refuse, and the jwt callback, which returns the content of the token. Auth.js encrypts the token and sets the cookie. The session callback does not run here.',
    diagram(signIn),
    '## A sign-in in two steps',
    'Somebody who has turned on two-factor types a code from an app after the password. A right password alone therefore opens no session: `authorize` refuses with the code `two_factor_required`, so Auth.js calls neither signIn nor jwt. Instead a challenge is stored, which can be answered once and within five minutes, and the browser gets a sealed cookie that names it. That cookie opens no page.',
    diagram(named('POST /api/auth/callback/credentials', inTwoSteps)),
    'The second step is a POST to `/api/auth/callback/two-factor`: another provider of Auth.js, with the same callbacks. Here the session is opened, once: the transaction that opens it also uses up the code and the challenge. The page `/sign-in/two-factor` hands its form to the same provider, so that it works without JavaScript.',
    diagram(named('POST /api/auth/callback/two-factor', inTwoSteps)),
    '## Reading the session afterwards',
    'Whenever a page wants to know who is signed in, it asks `/api/auth/session`. The server decrypts the token, the jwt callback checks that the session is open, and the session callback builds the answer. A session that was checked before is kept in the memory of the server process; the database notifies the process when it changes.',
    diagram(reading),
    '## A session bound to its device',
    'The answer to a sign-in offers the browser to make a key that cannot leave the device. A browser that can (Chrome, on most devices) does so by itself and registers the public part; every other ignores the offer. From then on the session needs a second cookie, which lives for ten minutes. A copy of the session cookie alone opens nothing.',
    diagram(named('POST /api/session-binding/register', bound)),
    'When the second cookie is about to end, the browser asks for another before it sends anything else. The first answer is 403 with a challenge; the browser signs it with its key and asks again. From the second time on it has the challenge already.',
    ...bound
      .filter((request) => nameOf(request) === 'POST /api/session-binding/refresh')
      .map((request) => diagram(withoutQueries(request))),
    '## Which callbacks run',
    'Each row is a kind of request, each column a callback. “Sometimes” means: in some of the recorded requests, such as only when a session cookie came along.',
    matrixTable(measure([...whole, ...inTwoSteps, ...failures.flatMap((one) => one.timeline)])),
    ...(browser === '' ? [] : [browser]),
    '## Often said, and wrong',
    MISCONCEPTIONS.map(({ claim, truth }) => `- ${claim} ${truth}`).join('\n'),
    '## The cookies',
    'In the order of the requests: before the sign-in, with it, and at the sign-out. Web storage (localStorage and sessionStorage) stays empty throughout.',
    cookieTable(timeline),
    '## From the token to the session JSON',
    'The token contains ids, the role and times. The session JSON is what the browser may know. Name, email and role come from the database each time, so a change takes effect at once.',
    tokenTable(reading),
    '## What failures look like',
    'A refused sign-in answers 200, because next-auth’s client asks for JSON and finds the refusal in the body.',
    failureTable(failures),
    '## Ten questions',
    TEN_QUESTIONS.map(({ question, answer }) => `**${question}** ${answer}`).join('\n\n'),
  ]
    .join('\n\n')
    .concat('\n')
}

const BEGINS = '<!-- Recorded in a browser: from here -->'
const ENDS = '<!-- Recorded in a browser: to here -->'

/** What only a browser brings about: pages with middleware and `auth()`, and `useSession()`. */
export function writeBrowserPart(timeline: readonly TimelineRequest[]): string {
  const finished = timeline.map(withoutQueries)
  const page = finished.findLast(
    (one) => one.in.kind === 'page' && nameOf(one) === 'GET /dashboard',
  )
  return [
    BEGINS,
    'The same, counted in a browser: somebody signed in, looked at pages, called update(), and signed out.',
    matrixTable(measure(finished)),
    '## Loading a page',
    'A page is a request too. The middleware runs first and sends signed-out visitors away early. The page then checks for itself, with auth().',
    diagram(page),
    ENDS,
  ].join('\n\n')
}

/** The part of a written document that was recorded in a browser; empty when there is none. */
export function browserPartOf(document: string): string {
  const [from, to] = [document.indexOf(BEGINS), document.indexOf(ENDS)]
  return from === -1 || to === -1 ? '' : document.slice(from, to + ENDS.length)
}

/** Whether memory or the database answers differs from run to run. */
function withoutQueries(request: TimelineRequest): TimelineRequest {
  return { ...request, steps: request.steps.filter(({ step }) => step !== 'query') }
}

function diagram(request: TimelineRequest | undefined): string {
  if (!request) return ''
  // Sizes differ by a few characters, and every key has another fingerprint.
  const text = toMermaid(request).replace(/: \d+ characters| key \S+…\S+/g, '')
  return ['```mermaid', text, '```'].join('\n')
}
