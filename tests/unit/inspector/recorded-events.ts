import type { RecordedEvent, Outcome } from '@/lib/inspector/recording/recorded-event'
import type { StepName } from '@/lib/inspector/steps/step-schema'

export const START = Date.UTC(2026, 10, 21, 9)

export type Step = { step: StepName; in?: object; out?: object; outcome?: Outcome; parent?: string }

let seq = 0

/** The events of one request, its steps a millisecond apart. */
export function request(
  id: string,
  input: object,
  steps: Step[],
  out: object = { status: 200 },
): RecordedEvent[] {
  const placed = () => ({ request: id, seq: (seq += 1) })
  return [
    { ...placed(), kind: 'request', atMs: START, in: input as never },
    ...steps.map(
      (
        { step, in: given = {}, out: result = {}, outcome = 'done', parent },
        index,
      ): RecordedEvent => ({
        ...{ ...placed(), kind: 'step', step, outcome, id: `${id}-${index}`, ms: 1 },
        ...{
          parent: parent ?? null,
          atMs: START + index,
          in: given as never,
          out: result as never,
        },
      }),
    ),
    { ...placed(), kind: 'answer', atMs: START, ms: 50, outcome: 'done', out: out as never },
  ]
}

export const SIGN_IN = { method: 'POST', path: '/api/auth/callback/credentials', kind: 'api' }
export const SESSION_COOKIE = {
  ...{ name: 'session', change: 'set', bytes: 430, value: 'eyJh…abcd', httpOnly: true },
  ...{ secure: false, sameSite: 'lax', path: '/', host: false, expiresAt: START + 1000 },
}

export const signIn = (id = 'sign-in') =>
  request(id, SIGN_IN, [
    { step: 'handler' },
    { step: 'redirect' },
    { step: 'authorize' },
    { step: 'signIn', out: { allowed: true } },
    { step: 'jwt', in: { trigger: 'signIn', hasUser: true }, out: { alive: true } },
    { step: 'encode', out: { written: true, bytes: 430 } },
    { step: 'event', in: { name: 'signIn' } },
    { step: 'setCookie', out: SESSION_COOKIE },
  ])

export const refused = (id = 'refused') =>
  request(id, SIGN_IN, [
    { step: 'handler', outcome: 'refused', out: { status: 200, code: 'invalid_credentials' } },
    {
      ...{ step: 'authorize', outcome: 'refused', parent: `${id}-0` },
      out: { code: 'invalid_credentials' },
    },
  ])
