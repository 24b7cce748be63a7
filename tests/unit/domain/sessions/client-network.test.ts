import { expect, test } from 'vitest'
import { clientNetwork, describePlace } from '@/lib/domain/sessions/client-network'

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2:ffff::1', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['fe80::1%eth0', 'fe80::/64'],
  ['::1', '::/64'],
  ['unknown', 'unknown'],
  ['', ''],
])('%s is counted as the network %s', (address, network) => {
  expect(clientNetwork(address)).toBe(network)
})

test.each([
  ['127.0.0.1', 'Local connection'],
  ['::1', 'Local connection'],
  ['192.168.1.5', 'Private network'],
  ['::ffff:10.0.0.1', 'Private network'],
  ['fd00::1', 'Private network'],
  ['fe80::1%eth0', 'Private network'],
  ['100.64.0.1', 'Mobile or shared network'],
  ['203.0.113.7', 'Same network as this device'],
  ['2001:4860:1:2::9', null],
  ['203.0.113.8', null],
  ['unknown', null],
  ['', null],
])('%s is described as %s, without asking anybody', (address, place) => {
  expect(describePlace(address, '203.0.113.7')).toBe(place)
})

test('the same network of IPv6 is its /64', () => {
  const place = 'Same network as this device'
  expect(describePlace('2001:4860:1:2::9', '2001:4860:1:2:aa::1')).toBe(place)
  expect(describePlace('2001:4860:1:3::9', '2001:4860:1:2:aa::1')).toBeNull()
})
