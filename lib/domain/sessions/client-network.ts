import ipaddr from 'ipaddr.js'

/** What a provider assigns to one customer, who can use any address within it. */
const IPV6_PREFIX_BITS = 64

/**
 * The network that limits are counted by: the address itself for IPv4, its /64 for IPv6.
 *
 * @param address as determined by the front server
 * @returns the input itself when it is not an address, so that all such clients share one limit
 */
export function clientNetwork(address: string): string {
  const [zoneless = ''] = address.split('%')
  if (!ipaddr.isValid(zoneless)) return address
  const parsed = ipaddr.process(zoneless)
  if (parsed instanceof ipaddr.IPv4) return parsed.toString()
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${IPV6_PREFIX_BITS}`)
  return `${network.toString()}/${IPV6_PREFIX_BITS}`
}
