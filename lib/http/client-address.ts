import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Used when the connection is already closed. */
const NO_ADDRESS = '0.0.0.0'

/**
 * The client address of a request, in canonical form.
 *
 * Each proxy appends the address of its client to `X-Forwarded-For`. With `n` trusted proxies the
 * nearest one is the socket, and the client is the nth entry from the right; entries further left were
 * written by the client. With fewer entries than proxies, the leftmost is used.
 *
 * @param trustedProxies 0 ignores the header
 * @returns IPv4 in dotted form (also when mapped into IPv6), IPv6 compressed and without a zone; the
 *   socket's address when the entry is not an address
 */
export function clientAddress(request: {
  socketAddress: string | undefined
  forwardedFor: string | undefined
  trustedProxies: number
}): string {
  const socket = canonical(request.socketAddress ?? '') ?? NO_ADDRESS
  if (request.trustedProxies === 0 || request.forwardedFor === undefined) return socket
  const hops = request.forwardedFor.split(',')
  const claimed = hops.at(-request.trustedProxies) ?? hops[0] ?? ''
  return canonical(withoutPort(claimed.trim())) ?? socket
}

/**
 * The client address of a request to a function, which has no socket of its own.
 *
 * @param rule.header in which the platform writes the address, in lower case; else the nth entry of
 *   `X-Forwarded-For` from the right counts
 * @returns the same address for every request that has none: they share its limits
 */
export function addressInHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  rule: { header: string | undefined; trustedProxies: number },
): string {
  if (rule.header !== undefined) {
    return canonical(withoutPort(String(headers[rule.header] ?? '').trim())) ?? NO_ADDRESS
  }
  const forwardedFor = headers['x-forwarded-for']?.toString()
  const { trustedProxies } = rule
  return clientAddress({ socketAddress: undefined, forwardedFor, trustedProxies })
}

/** `net.isIP` first: ipaddr.js also reads forms such as `127.1`, `0x7f000001` and `1`. */
function canonical(address: string): string | null {
  const [zoneless = ''] = address.split('%')
  return isIP(zoneless) === 0 ? null : ipaddr.process(zoneless).toString()
}

/** Some proxies write `192.0.2.1:4711` and `[2001:db8::1]:4711`, or put the entry in quotes. */
function withoutPort(entry: string): string {
  const unquoted = entry.replace(/^"(.*)"$/, '$1')
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(unquoted)
  if (bracketed) return bracketed[1] ?? ''
  return /^\d+\.\d+\.\d+\.\d+:\d+$/.test(unquoted) ? (unquoted.split(':')[0] ?? '') : unquoted
}
