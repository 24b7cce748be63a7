import type { IncomingHttpHeaders } from 'node:http'

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/

/** What proxies add to what they pass on. */
const FORWARDING = ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'x-real-ip', 'via']

/** A name that can mean nothing but this machine, with an optional port. */
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i

/**
 * Whether a request was made on this machine itself.
 *
 * - A proxy on this machine also connects from loopback, so a forwarded request does not count.
 * - A browser on it connects from loopback for any name that resolves there, so the name that was
 *   asked for counts too: DNS rebinding brings another site's name.
 *
 * @param headers as they came in
 */
export function isDirectLoopback(
  socketAddress: string | undefined,
  headers: IncomingHttpHeaders,
): boolean {
  if (!LOOPBACK.test(socketAddress ?? '')) return false
  if (!LOOPBACK_HOST.test(headers.host ?? '')) return false
  return FORWARDING.every((name) => headers[name] === undefined)
}
