import ipaddr from 'ipaddr.js'

/** What a provider hands to one customer: within it anybody can change address at will. */
const IPV6_PREFIX_BITS = 64

/**
 * Whose address this is, as far as limits go: an IPv4 address by itself, an IPv6 address by its /64.
 *
 * @param address as the front gives it
 * @returns what is no address stays as it is: then all who have none share one limit
 */
export function clientNetwork(address: string): string {
  const [zoneless = ''] = address.split('%')
  if (!ipaddr.isValid(zoneless)) return address
  const parsed = ipaddr.process(zoneless)
  if (parsed instanceof ipaddr.IPv4) return parsed.toString()
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${IPV6_PREFIX_BITS}`)
  return `${network.toString()}/${IPV6_PREFIX_BITS}`
}
