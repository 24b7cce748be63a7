import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { SIGN_IN_METHODS, type SignInMethod } from '@/lib/domain/two-factor/sign-in-method'
import type { ErrorCode } from '@/lib/platform/errors'
import { processWide } from '@/lib/platform/process-wide'
import { MS_PER_SECOND } from '@/lib/domain/time'

/** How a sign-in ended: with a session, a refusal, or an outage. */
export type SignInResult = 'success' | 'unavailable' | ErrorCode

const MAIL_OUTCOMES = ['sent', 'postponed', 'given_up'] as const
export type MailOutcome = (typeof MAIL_OUTCOMES)[number]

const BINDING_EVENTS = ['registered', 'refreshed', 'refused', 'copied'] as const
export type BindingEvent = (typeof BINDING_EVENTS)[number]

const METHOD_OUTCOMES = ['success', 'refused'] as const
type MethodOutcome = (typeof METHOD_OUTCOMES)[number]

const STATUS_CLASSES = ['2xx', '3xx', '4xx', '5xx'] as const

/** The results that alerts use. They start at 0, because an alert cannot use a missing series. */
const INITIAL_RESULTS = [
  'success',
  'unavailable',
  'invalid_credentials',
  'two_factor_required',
  'two_factor_invalid',
  'rate_limited',
  'busy',
] as const

export type Metrics = ReturnType<typeof createMetrics>

const shared = processWide('metrics', () => withZeros(createMetrics()))

/** The metrics of this process, shared by the front server and the Next.js bundles. */
export function metrics(): Metrics {
  return shared.get()
}

/**
 * All metrics. Labels only have a few values, which are in the code: never a name, an address or a
 * path, so that the number of series stays small and they contain no personal data.
 */
function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  const counter = <Label extends string = never>(
    name: string,
    help: string,
    labels: Label[] = [],
  ) => new Counter({ name: `latchkey_${name}`, help, labelNames: labels, registers })
  const gauge = <Label extends string = never>(name: string, help: string, labels: Label[] = []) =>
    new Gauge({ name: `latchkey_${name}`, help, labelNames: labels, registers })
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name: `latchkey_${name}`, help, buckets, registers })

  return {
    registry,
    requests: counter('http_requests_total', 'Responses, by class of status.', ['status']),
    requestSeconds: histogram(
      'http_request_seconds',
      'From the headers of a request to the end of its response.',
      [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    ),
    signIns: counter('sign_ins_total', 'Sign-in attempts, by result.', ['result']),
    signInsByMethod: counter(
      'sign_ins_by_method_total',
      'Sign-ins that succeeded, and answers that were refused, by method.',
      ['method', 'outcome'],
    ),
    sessionBindings: counter(
      'session_bindings_total',
      'Device-bound sessions: registrations, refreshes, refused proofs, copied cookies.',
      ['event'],
    ),
    hashSeconds: histogram(
      'hash_seconds',
      'One password hash on its thread.',
      [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5],
    ),
    hashWaitSeconds: histogram(
      'hash_wait_seconds',
      'Waiting for a hashing thread.',
      [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    ),
    hashesRefused: counter('hashes_refused_total', 'Hashes refused because the queue was full.'),
    hashing: gauge('hashing', 'Hashing threads, running hashes and waiting hashes.', ['state']),
    sessionChecks: counter(
      'session_checks_total',
      'Session checks, by the source that answered them.',
      ['source'],
    ),
    sessionCacheEnabled: gauge(
      'session_cache_enabled',
      '1 while notifications of session changes arrive and the session cache is in use.',
    ),
    mails: counter('mails_total', 'Attempts to deliver mail, by outcome.', ['outcome']),
    mailsWaiting: gauge('mail_outbox_waiting', 'Undelivered mails in the outbox.'),
    oldestMailSeconds: gauge(
      'mail_outbox_oldest_seconds',
      'The age of the oldest undelivered mail.',
    ),
    databaseUp: gauge('database_up', '1 when the database responded to this scrape.'),
    connections: gauge('database_connections', 'Connections of this process, by state.', ['state']),
    connectionsWanted: gauge('database_connections_wanted', 'Queries waiting for a connection.'),
  }
}

function withZeros(all: Metrics): Metrics {
  for (const status of STATUS_CLASSES) all.requests.inc({ status }, 0)
  for (const result of INITIAL_RESULTS) all.signIns.inc({ result }, 0)
  for (const method of SIGN_IN_METHODS) {
    for (const outcome of METHOD_OUTCOMES) all.signInsByMethod.inc({ method, outcome }, 0)
  }
  for (const outcome of MAIL_OUTCOMES) all.mails.inc({ outcome }, 0)
  for (const event of BINDING_EVENTS) all.sessionBindings.inc({ event }, 0)
  return all
}

/** @param method of a success, or of what was refused; none for what decides neither */
export function countSignIn(result: SignInResult, method?: SignInMethod): void {
  metrics().signIns.inc({ result })
  if (!method) return
  const outcome: MethodOutcome = result === 'success' ? 'success' : 'refused'
  metrics().signInsByMethod.inc({ method, outcome })
}

export function countBinding(event: BindingEvent): void {
  metrics().sessionBindings.inc({ event })
}

export function countMail(outcome: MailOutcome): void {
  metrics().mails.inc({ outcome })
}

/** @param status of the response; 0 when there was none */
export function countRequest(status: number, durationMs: number): void {
  const name = status >= 100 && status < 600 ? `${Math.floor(status / 100)}xx` : 'none'
  metrics().requests.inc({ status: name })
  metrics().requestSeconds.observe(durationMs / MS_PER_SECOND)
}

/** Records the measurements of the hashing pool. */
export const hashingObserver = {
  waited: (milliseconds: number) => metrics().hashWaitSeconds.observe(milliseconds / MS_PER_SECOND),
  hashed: (milliseconds: number) => metrics().hashSeconds.observe(milliseconds / MS_PER_SECOND),
  refused: () => metrics().hashesRefused.inc(),
}
