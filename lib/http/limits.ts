import { minutes, seconds } from '@/lib/domain/time'

const kilobytes = (count: number): number => count * 1024
const megabytes = (count: number): number => kilobytes(count) * 1024

/** Largest request body, and the one that may be larger: the profile image, sent to `/account`. */
export const BODY_LIMIT_BYTES = kilobytes(64)
export const IMAGE_BODY_LIMIT_BYTES = megabytes(3)

/** What bodies may take together while they arrive and are handled: in a process, from an address. */
export const HELD_BYTES_LIMIT = megabytes(64)
export const HELD_BYTES_PER_ADDRESS_LIMIT = megabytes(16)

/** A batch of reports about violated policies: anybody may send them, and few are ever needed. */
export const REPORT_BODY_LIMIT_BYTES = kilobytes(16)

/** Longest request target. Half of what Node allows for all headers together. */
export const TARGET_LIMIT_CHARACTERS = kilobytes(8)

export type FrontTimeouts = {
  /** Until the headers are complete. */
  headersMs: number
  /** Until the body is complete, headers included. */
  requestMs: number
  /** How often the two above are looked at. */
  checkEveryMs: number
  /** How long an unused connection is kept. */
  keepAliveMs: number
  /** How long an answered request may go on sending, so that it can read its refusal. */
  lingerMs: number
}

export const FRONT_TIMEOUTS: FrontTimeouts = {
  headersMs: seconds(10),
  requestMs: seconds(30),
  checkEveryMs: seconds(1),
  // Longer than the idle time proxies are shipped with (a minute): whoever closes second may lose
  // a request it has just been given.
  keepAliveMs: seconds(65),
  lingerMs: seconds(10),
}

/** A connection on which nothing moves at all. Event streams send something more often. */
export const SILENT_SOCKET_MS = minutes(2)

/** In-flight requests get this long after SIGTERM; the process is gone within 30 seconds. */
export const DRAIN_DEADLINE_MS = seconds(20)
export const SHUTDOWN_WORK_DEADLINE_MS = seconds(5)
