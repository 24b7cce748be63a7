import { isErrorCode, sentenceFor } from '@/lib/platform/errors'
import type { Lane, StepName } from '@/lib/inspector/steps/step-schema'
import type { CodeName } from '@/lib/inspector/sources/build-facts'
import { refusalCodeOf, type TimelineRequest, type TimelineStep } from './timeline'

export const LANE_NAMES: Record<Lane, string> = {
  device: 'Device',
  browser: 'Browser',
  middleware: 'Middleware',
  authjs: 'Auth.js',
  ours: 'Our code',
  database: 'Database',
}

const TITLES: Record<StepName, string> = {
  request: 'Request',
  front: 'Front server',
  middleware: 'Middleware',
  handler: 'Auth.js handler',
  csrf: 'CSRF check by Auth.js',
  redirect: 'redirect callback',
  parse: 'Parse the fields',
  authorize: 'authorize',
  limiter: 'Limiter',
  lookup: 'Look up the user',
  challenge: 'Open a challenge',
  secondFactor: 'Check the second factor',
  spendProof: 'Use it up',
  liveness: 'Is the session open?',
  bind: 'Bind the session to the device',
  refresh: 'Refresh the bound cookie',
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
  if (isSecondStep({ step, in: given })) return 'authorize of the second step'
  if (isPasskey({ step, in: given })) return 'authorize of a passkey'
  return TITLES[step]
}

/** Whether this is the `authorize` of the provider that checks the second factor. */
export function isSecondStep({ step, in: given }: Pick<TimelineStep, 'step' | 'in'>): boolean {
  return step === 'authorize' && given.provider === 'two-factor'
}

/** Whether this is the `authorize` of the provider that checks a passkey. */
export function isPasskey({ step, in: given }: Pick<TimelineStep, 'step' | 'in'>): boolean {
  return step === 'authorize' && given.provider === 'passkey'
}

/** Under which name the code of a step is kept: the providers have an `authorize` each. */
export function codeOf(step: Pick<TimelineStep, 'step' | 'in'>): CodeName {
  if (isPasskey(step)) return 'authorizePasskey'
  return isSecondStep(step) ? 'authorizeSecondStep' : step.step
}

/** The outcome of a step in a few words. */
export function resultOf({ step, in: given, out, outcome }: TimelineStep): string {
  if (outcome === 'failed') return 'failed'
  if (isErrorCode(out.code)) return `refused: ${out.code}`
  switch (step) {
    case 'front':
      return out.passed === true ? 'passed' : `refused with ${String(out.status)}`
    case 'middleware':
      return `${SESSION_FOUND[String(out.session)] ?? ''}, ${decisionIn(out)}`
    case 'handler':
      return `answers ${String(out.status)}${sessionIn(out)}`
    case 'csrf':
      return out.verified === true ? 'token and hash match' : 'no match'
    case 'redirect':
      return `to ${String(out.path)}`
    case 'parse':
      return out.valid === true ? `${String(given.identifier)} and password` : 'invalid'
    case 'authorize':
      return 'accepted'
    case 'limiter':
      return out.allowed === true ? `count ${String(out.highest)}` : 'limit reached'
    case 'lookup':
      return out.found === true ? `found by ${String(given.by)}` : 'no such user'
    case 'challenge':
      return out.opened === true ? 'a code is needed, within five minutes' : 'refused'
    case 'secondFactor':
      return out.matches === true
        ? `the ${FACTORS[String(given.kind)]} is right`
        : 'wrong, or used before'
    case 'spendProof':
      return out.spent === true ? `the ${FACTORS[String(given.kind)]}, once` : 'used before'
    case 'liveness':
      return out.alive === true ? 'open' : 'ended'
    case 'bind':
      return out.bound === true
        ? `${String(given.algorithm)} key ${String(given.key)}`
        : 'not bound: it goes on as it was'
    case 'refresh':
      return REFRESHES[String(out.result)] ?? ''
    case 'query':
      return queryIn(given, out)
    case 'bcrypt':
      return given.job === 'hash' ? `hashed at cost ${String(given.cost)}` : matchIn(out)
    case 'signIn':
      return out.allowed === true ? 'allowed' : 'not allowed'
    case 'jwt':
      return out.alive === true ? `trigger ${String(given.trigger)}` : 'null: the session has ended'
    case 'encode':
      return out.written === true ? `${String(out.bytes)} characters` : 'not rewritten'
    case 'decode':
      return out.valid === true ? 'valid' : 'invalid or expired'
    case 'session':
      return out.unavailable === true ? 'unavailable' : 'the session JSON'
    case 'auth':
      return out.session === 'user' ? 'signed in' : 'signed out'
    case 'setCookie':
      return out.change === 'cleared' ? 'cleared' : `${String(out.bytes)} characters`
    case 'event':
    case 'request':
      return ''
  }
}

const FACTORS: Readonly<Record<string, string>> = {
  totp: 'code',
  recovery: 'recovery code',
  'trusted-browser': 'trusted browser',
}

const REFRESHES: Readonly<Record<string, string>> = {
  refreshed: 'the key was proved: another cookie',
  challenged: 'a challenge to sign',
  over: 'nothing to refresh: the browser forgets the key',
}

const SESSION_FOUND: Readonly<Record<string, string>> = {
  absent: 'no session',
  dead: 'session ended',
  unproven: 'session without its device',
  alive: 'session open',
  unavailable: 'session not checked',
}

const DECISIONS: Readonly<Record<string, string>> = {
  pass: 'goes on to the page',
  refuse: 'refused',
  unavailable: 'unavailable',
}

const decisionIn = (out: TimelineStep['out']) =>
  DECISIONS[String(out.decision)] ?? `redirect to ${String(out.location)}`

const sessionIn = ({ session }: TimelineStep['out']) =>
  session === undefined ? '' : `, session ${session === 'user' ? 'JSON' : String(session)}`

const matchIn = ({ matches }: TimelineStep['out']) =>
  matches === true ? 'the password matches' : 'no match'

function queryIn(given: TimelineStep['in'], out: TimelineStep['out']): string {
  const rows = Number(out.rows ?? 0)
  return `${String(given.model)}.${String(given.operation)}, ${rows} ${rows === 1 ? 'row' : 'rows'}`
}

/** What the client was told when its request was refused; empty when there was no refusal code. */
export function seenByClient(request: TimelineRequest): string {
  const code = refusalCodeOf(request)
  if (!isErrorCode(code)) return ''
  const wait = request.answer?.out.retryAfterSeconds
  return sentenceFor(typeof wait === 'number' ? { code, retryAfterSeconds: wait } : { code })
}
