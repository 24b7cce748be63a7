import type { IncomingHttpHeaders } from 'node:http'

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/

/** What proxies add to what they pass on. */
const FORWARDING = ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'x-real-ip', 'via']

/**
 * Whether a request was made on this machine itself: a proxy on it also calls from loopback, so one
 * that was passed on does not count, whoever passed it.
 *
 * @param headers as they came in
 */
export function isDirectLoopback(
  socketAddress: string | undefined,
  headers: IncomingHttpHeaders,
): boolean {
  if (!LOOPBACK.test(socketAddress ?? '')) return false
  return FORWARDING.every((name) => headers[name] === undefined)
}
