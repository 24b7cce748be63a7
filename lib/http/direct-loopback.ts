import type { IncomingHttpHeaders } from 'node:http'

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/

/** The headers that proxies add. */
const FORWARDING = ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'x-real-ip', 'via']

/** A name that always means this machine, with an optional port. */
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i

/**
 * Whether a request comes directly from this machine.
 *
 * - A proxy on this machine also connects from loopback, so forwarded requests do not count.
 * - A browser on this machine connects from loopback for any name that resolves there, so the Host
 *   header must be a loopback name too, which prevents DNS rebinding.
 *
 * @param headers as received
 */
export function isDirectLoopback(
  socketAddress: string | undefined,
  headers: IncomingHttpHeaders,
): boolean {
  if (!LOOPBACK.test(socketAddress ?? '')) return false
  if (!LOOPBACK_HOST.test(headers.host ?? '')) return false
  return FORWARDING.every((name) => headers[name] === undefined)
}
