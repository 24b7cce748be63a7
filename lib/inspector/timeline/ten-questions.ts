import type { StepName } from '@/lib/inspector/steps/step-schema'
import { isAttempt, isSignedIn, operationOf, SIGN_INS } from './callback-matrix'
import { carries, cookiesOf, newestStep, sourceOf, type Proof } from './recorded-proof'
import { resultOf, titleOf } from './step-text'
import type { TimelineRequest } from './timeline'
import type { StopId } from './tour'

export type Question = {
  id: string
  question: string
  answer: string
  view: 'cookies' | 'token' | 'csrf' | 'callbacks' | 'sequence' | 'redirect'
  /** The stop of the tour that records the proof. */
  stop: StopId
  prove: (timeline: readonly TimelineRequest[]) => Proof | null
}

/** What a newcomer asks about signing in. @see docs/inspector.md for the test of each */
export const TEN_QUESTIONS: readonly Question[] = [
  {
    id: 'cookies-before',
    question: 'Which cookies exist before a sign-in?',
    answer:
      'csrf and callback, which Auth.js sets with its first answer, and trace, which names this recording. device is there if somebody has signed in with this browser before, and theme if you chose one. session is not.',
    ...{ view: 'cookies', stop: 'sign-in' },
    prove: (timeline) => {
      const request = timeline.findLast(
        (one) => !carries(one, 'session') && isAttempt(operationOf(one)),
      )
      return request ? { request, step: null, text: `It came with ${cookiesOf(request)}.` } : null
    },
  },
  {
    id: 'cookies-after',
    question: 'Which cookies appear after it?',
    answer:
      'session, and device when this browser signs in for the first time. The csrf cookie is cleared: its token was for one purpose, and the next request to Auth.js gets a new one. callback is written again. With two-factor the right password sets only two-factor, which signs nobody in; the second step clears it and sets session.',
    ...{ view: 'cookies', stop: 'sign-in' },
    prove: (timeline) => {
      const request = timeline.findLast((one) => isSignedIn(operationOf(one)))
      if (!request) return null
      const set = request.steps.filter(({ step }) => step === 'setCookie')
      const names = set.map(({ out }) => `${String(out.name)} ${String(out.change)}`)
      const step = set.find(({ out }) => out.name === 'session') ?? null
      return { request, step, text: `The answer: ${names.join(', ')}.` }
    },
  },
  {
    id: 'readable-by',
    question: 'Who can read them?',
    answer:
      'The browser, which sends them, and the server. Scripts cannot, because every cookie is HttpOnly; you can, in the developer tools. The content of session is encrypted, so only the server can read that. A script in the page could still make requests in your name.',
    ...{ view: 'cookies', stop: 'sign-in' },
    prove: (timeline) =>
      newestStep(
        timeline,
        SIGN_INS,
        'setCookie',
        ({ out }) => out.name === 'session',
        (step) =>
          step.out.httpOnly === true
            ? 'The session cookie was set HttpOnly.'
            : 'It was not HttpOnly!',
      ),
  },
  {
    id: 'signed-or-encrypted',
    question: 'Is the token signed or encrypted?',
    answer:
      'Encrypted (JWE, “dir” with A256CBC-HS512). A decoder on the web shows its header only. Encryption of this kind also detects changes, so it needs no signature.',
    ...{ view: 'token', stop: 'sign-in' },
    prove: (timeline) =>
      newestStep(
        timeline,
        SIGN_INS,
        'encode',
        () => true,
        ({ out }) =>
          `The header of your token: alg ${String(out['header.alg'])}, enc ${String(out['header.enc'])}.`,
      ),
  },
  {
    id: 'user-in-jwt',
    question: 'When does user exist in the jwt callback?',
    answer:
      'Once: in the request that signs in, with the trigger “signIn”. With two-factor that is the second step. At every read afterwards user is undefined, and the callback gets only the token. So what a read needs has to be copied into the token at sign-in. Here that is what finds the row: the ids of the user and of the session. The role is copied, too, but each read takes it from the row: the claim never decides.',
    ...{ view: 'callbacks', stop: 'sign-in' },
    prove: (timeline) =>
      newestStep(
        timeline,
        SIGN_INS,
        'jwt',
        () => true,
        ({ in: given }) =>
          `Trigger ${String(given.trigger)}, user ${given.hasUser === true ? 'passed' : 'undefined'}.`,
      ),
  },
  {
    id: 'page-load',
    question: 'What runs on a page load?',
    answer:
      'Our HTTP server, then the middleware, then auth() in the page, which decrypts the cookie and runs jwt and session. Whether the session is open is checked once per request, here by the middleware, which runs first. authorize, signIn and bcrypt do not run.',
    ...{ view: 'sequence', stop: 'load-page' },
    prove: (timeline) => {
      const request = timeline.findLast(
        (one) => operationOf(one) === 'page' && one.steps.some(({ step }) => step === 'session'),
      )
      if (!request) return null
      const step = request.steps.find((one) => one.step === 'auth') ?? null
      const names = request.steps.filter((one) => SHOWN_OF_A_PAGE.includes(one.step)).map(titleOf)
      const check = request.steps.find((one) => one.step === 'liveness')
      const source = check ? ` The session was checked in ${sourceOf(check, request)}.` : ''
      return { request, step, text: `${names.join(' → ')}.${source}` }
    },
  },
  {
    id: 'sign-out',
    question: 'What does sign-out do?',
    answer:
      'Two things. Auth.js tells the browser to delete the session cookie, and our handler ends the session’s row. So a stolen copy of the cookie stops working too. Of the callbacks only redirect runs; afterwards Auth.js calls events.signOut, if somebody was signed in.',
    ...{ view: 'sequence', stop: 'sign-out' },
    prove: (timeline) =>
      newestStep(
        timeline,
        ['sign-out'],
        'setCookie',
        ({ out }) => out.name === 'session',
        (step, request) => {
          const queries = request.steps.filter((one) => one.step === 'query').map(resultOf)
          return `The session cookie was ${String(step.out.change)}. Queries: ${queries.join('; ')}.`
        },
      ),
  },
  {
    id: 'csrf',
    question: 'Where is the CSRF token compared, and by whose code?',
    answer:
      'On the server, by Auth.js (createCSRFToken and validateCSRF in @auth/core), before it calls authorize. It compares the token in the body with the one in the cookie, and the cookie’s hash with its own. Before that our HTTP server has compared Origin and Sec-Fetch-Site: a POST from another origin, a sibling subdomain included, gets 403 and never reaches Auth.js.',
    ...{ view: 'csrf', stop: 'sign-in' },
    prove: (timeline) => {
      const request = timeline.findLast(({ steps }) => steps.some(({ step }) => step === 'csrf'))
      const step = request?.steps.find((one) => one.step === 'csrf')
      return request && step
        ? { request, step, text: `${titleOf(step)}: ${resultOf(step)}.` }
        : null
    },
  },
  {
    id: 'redirect-false',
    question: 'What does redirect: false change, and why does a refused sign-in answer 200?',
    answer:
      'Only what the browser does afterwards. With either setting next-auth’s client asks Auth.js for JSON, and Auth.js answers 200 with a URL in the body; a refusal is in that URL as error and code. With redirect: true the client then goes to that URL; with false it returns the result to your code. Only a refusal that asks you to wait has a status of its own: our handler makes it 429 or 503.',
    ...{ view: 'redirect', stop: 'wrong-password' },
    prove: (timeline) =>
      newestStep(
        timeline,
        ['refused'],
        'handler',
        ({ out }) => out.code !== undefined,
        ({ out }) => `Status ${String(out.status)}, code ${String(out.code)}.`,
      ),
  },
  {
    id: 'web-storage',
    question: 'Why is nothing in localStorage?',
    answer:
      'Because every script in the page can read localStorage and take the token away. The token is in an HttpOnly cookie instead, and the page learns who is signed in by asking the server for the session JSON, which contains no token.',
    ...{ view: 'cookies', stop: 'read-session' },
    prove: (timeline) =>
      newestStep(
        timeline,
        ['read'],
        'session',
        () => true,
        ({ out }) =>
          `The session JSON held ${Object.keys(out)
            .filter((key) => key !== 'unavailable')
            .join(', ')}: no token.`,
      ),
  },
]

const SHOWN_OF_A_PAGE: readonly StepName[] = [
  ...(['front', 'middleware', 'auth', 'decode', 'jwt', 'liveness', 'session'] as const),
]

/** To how many of the questions a recording has the proof. */
export function provenCount(timeline: readonly TimelineRequest[]): number {
  return TEN_QUESTIONS.filter(({ prove }) => prove(timeline) !== null).length
}
