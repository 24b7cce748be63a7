import { minutes, seconds } from '@/lib/domain/time'

/** In bytes. @public for app/http.config.ts */
export const kilobytes = (count: number): number => count * 1024
const megabytes = (count: number): number => kilobytes(count) * 1024

/** The largest request body, and the exception for the profile image, which is sent to `/account`. */
export const BODY_LIMIT_BYTES = kilobytes(64)
export const IMAGE_BODY_LIMIT_BYTES = megabytes(11)

/** The most that all bodies may use while they arrive and are handled, per process and per address. */
export const BODIES_MAX_BYTES = megabytes(64)
export const BODIES_PER_ADDRESS_MAX_BYTES = megabytes(24)

/** A batch of reports about policy violations, which anyone may send. */
export const REPORT_BODY_LIMIT_BYTES = kilobytes(16)

/** The longest request target: half of what Node allows for all headers together. */
export const TARGET_LIMIT_CHARACTERS = kilobytes(8)

export type FrontTimeouts = {
  /** Until the headers are complete. */
  headersMs: number
  /** Until the body is complete, headers included. */
  requestMs: number
  /** How often the two above are checked. */
  checkEveryMs: number
  /** How long an idle connection is kept open. */
  keepAliveMs: number
  /** How long a refused request may continue sending, so that the client can read the refusal. */
  lingerMs: number
}

export const FRONT_TIMEOUTS: FrontTimeouts = {
  headersMs: seconds(10),
  requestMs: seconds(30),
  checkEveryMs: seconds(1),
  // Longer than the default idle timeout of proxies (a minute): if the server closes first, a request
  // the proxy has just sent may be lost.
  keepAliveMs: seconds(65),
  lingerMs: seconds(10),
}

/** Closes a connection without any traffic. Event streams send something more often. */
export const SILENT_SOCKET_MS = minutes(2)

/**
 * How long in-flight requests may continue after SIGTERM, the drain delay included; the process exits
 * within 30 seconds.
 */
export const DRAIN_DEADLINE_MS = seconds(20)
/** How long idle connections stay open after SIGTERM for a request that is on its way. */
export const IDLE_GRACE_MS = seconds(1)
export const SHUTDOWN_WORK_DEADLINE_MS = seconds(5)
