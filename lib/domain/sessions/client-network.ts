import ipaddr from 'ipaddr.js'

/** What a provider assigns to one customer, who can use any address within it. */
const IPV6_PREFIX_BITS = 64

/** Networks that an address alone tells, in words. */
const PLACES: Partial<Record<string, string>> = {
  loopback: 'Local connection',
  private: 'Private network',
  uniqueLocal: 'Private network',
  linkLocal: 'Private network',
  carrierGradeNat: 'Mobile or shared network',
}

/**
 * Where a device is, as far as its address tells without asking anybody: on the same network as another
 * address, or on a network that is not public.
 *
 * @returns null for any other address, and for what is none
 */
export function describePlace(address: string, here: string): string | null {
  const [zoneless = ''] = address.split('%')
  if (!ipaddr.isValid(zoneless)) return null
  const place = PLACES[ipaddr.process(zoneless).range()]
  if (place !== undefined) return place
  return clientNetwork(address) === clientNetwork(here) ? 'Same network as this device' : null
}

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
