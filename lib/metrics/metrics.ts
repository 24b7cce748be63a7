import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { ErrorCode } from '@/lib/platform/errors'
import { processWide } from '@/lib/platform/process-wide'
import { MS_PER_SECOND } from '@/lib/domain/time'

/** How a sign-in ended: with a session, with one of the refusals, or without an answer. */
export type SignInResult = 'success' | 'unavailable' | ErrorCode

const MAIL_OUTCOMES = ['sent', 'postponed', 'given_up'] as const
export type MailOutcome = (typeof MAIL_OUTCOMES)[number]

const STATUS_CLASSES = ['2xx', '3xx', '4xx', '5xx'] as const

/** Those that alerts ask about: what was never seen has to be 0, not missing. */
const FIRST_RESULTS = [
  'success',
  'unavailable',
  'invalid_credentials',
  'rate_limited',
  'busy',
] as const

export type Metrics = ReturnType<typeof createMetrics>

const shared = processWide('metrics', () => withZeros(createMetrics()))

/** The numbers of this process: the front and Next's bundles count together. */
export function metrics(): Metrics {
  return shared.get()
}

/**
 * Everything that is counted. A label only ever has one of a few values that stand in the code: never
 * a name, an address or a path, so that neither the number of series nor what they tell can grow.
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
    requests: counter('http_requests_total', 'Answers, by class of status.', ['status']),
    requestSeconds: histogram(
      'http_request_seconds',
      'From the headers of a request to the end of its answer.',
      [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    ),
    signIns: counter('sign_ins_total', 'Attempts to sign in, by how they ended.', ['result']),
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
    hashesRefused: counter('hashes_refused_total', 'Hashes refused because too many waited.'),
    hashing: gauge('hashing', 'Hashing threads, hashes on them, and hashes that wait.', ['state']),
    sessionChecks: counter('session_checks_total', 'Whether a session is alive, by who knew.', [
      'source',
    ]),
    sessionCacheEnabled: gauge(
      'session_news_heard',
      '1 while notifications of changes arrive and the session cache is in use.',
    ),
    mails: counter('mails_total', 'Attempts to deliver mail, by how they ended.', ['outcome']),
    mailsWaiting: gauge('mail_outbox_waiting', 'Mails in the outbox that are yet to be delivered.'),
    oldestMailSeconds: gauge('mail_outbox_oldest_seconds', 'Since when the oldest of them waits.'),
    databaseUp: gauge('database_up', '1 when the database answered this scrape.'),
    connections: gauge('database_connections', 'Connections of this process, by state.', ['state']),
    connectionsWanted: gauge('database_connections_wanted', 'Queries that wait for a connection.'),
  }
}

function withZeros(all: Metrics): Metrics {
  for (const status of STATUS_CLASSES) all.requests.inc({ status }, 0)
  for (const result of FIRST_RESULTS) all.signIns.inc({ result }, 0)
  for (const outcome of MAIL_OUTCOMES) all.mails.inc({ outcome }, 0)
  return all
}

export function countSignIn(result: SignInResult): void {
  metrics().signIns.inc({ result })
}

export function countMail(outcome: MailOutcome): void {
  metrics().mails.inc({ outcome })
}

/** @param status of the answer; 0 when there was none */
export function countRequest(status: number, durationMs: number): void {
  const name = status >= 100 && status < 600 ? `${Math.floor(status / 100)}xx` : 'none'
  metrics().requests.inc({ status: name })
  metrics().requestSeconds.observe(durationMs / MS_PER_SECOND)
}

/** What the hashing pool tells of each hash. */
export const hashingObserver = {
  waited: (milliseconds: number) => metrics().hashWaitSeconds.observe(milliseconds / MS_PER_SECOND),
  hashed: (milliseconds: number) => metrics().hashSeconds.observe(milliseconds / MS_PER_SECOND),
  refused: () => metrics().hashesRefused.inc(),
}
