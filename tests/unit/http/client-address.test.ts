import { describe, expect, test } from 'vitest'
import { addressInHeaders, clientAddress } from '@/lib/http/client-address'

const PROXY = '10.0.0.1'

describe('the client address', () => {
  test.each([
    // socket, X-Forwarded-For, trusted proxies, address
    ['203.0.113.9', undefined, 0, '203.0.113.9'],
    ['203.0.113.9', '198.51.100.1', 0, '203.0.113.9'],
    ['::ffff:203.0.113.9', undefined, 0, '203.0.113.9'],
    ['2001:DB8:0:0:0:0:0:1', undefined, 0, '2001:db8::1'],
    ['fe80::1%eth0', undefined, 0, 'fe80::1'],
    [undefined, undefined, 0, '0.0.0.0'],
    [PROXY, undefined, 1, PROXY],
    [PROXY, '198.51.100.1', 1, '198.51.100.1'],
    [PROXY, '6.6.6.6, 198.51.100.1', 1, '198.51.100.1'],
    [PROXY, '6.6.6.6,198.51.100.1,10.0.0.2', 2, '198.51.100.1'],
    [PROXY, '198.51.100.1', 3, '198.51.100.1'],
    [PROXY, '::ffff:198.51.100.1', 1, '198.51.100.1'],
    [PROXY, '198.51.100.1:4711', 1, '198.51.100.1'],
    [PROXY, '"[2001:db8::7]:4711"', 1, '2001:db8::7'],
    [PROXY, '[2001:db8::7]', 1, '2001:db8::7'],
    [PROXY, '', 1, PROXY],
    [PROXY, ' , ', 1, PROXY],
    [PROXY, 'unknown', 1, PROXY],
    [PROXY, '127.1', 1, PROXY],
    [PROXY, '0x7f000001', 1, PROXY],
    [PROXY, '1', 1, PROXY],
    [PROXY, '198.51.100.1\r\nx', 1, PROXY],
    [PROXY, `${'9'.repeat(10_000)}`, 1, PROXY],
  ])(
    'for socket %s, header %s and %i proxies is %s',
    (socketAddress, forwardedFor, proxies, address) => {
      expect(clientAddress({ socketAddress, forwardedFor, trustedProxies: proxies })).toBe(address)
    },
  )

  test('never comes from what the client sent, however much it sends', () => {
    const forged = Array.from({ length: 1000 }, (_, index) => `6.6.6.${index % 256}`).join(',')
    const request = { socketAddress: PROXY, forwardedFor: `${forged},198.51.100.1` }
    expect(clientAddress({ ...request, trustedProxies: 1 })).toBe('198.51.100.1')
  })
})

describe('the client address of a function', () => {
  const forged = { 'x-forwarded-for': '6.6.6.6, 198.51.100.1', 'x-real-ip': '198.51.100.2' }

  test.each([
    // header, trusted proxies, address
    ['x-real-ip', 0, '198.51.100.2'],
    [undefined, 1, '198.51.100.1'],
    [undefined, 2, '6.6.6.6'],
    ['x-of-the-platform', 0, '0.0.0.0'],
    ['x-forwarded-for', 0, '0.0.0.0'],
  ])('with header %s and %i proxies is %s', (header, trustedProxies, address) => {
    expect(addressInHeaders(forged, { header, trustedProxies })).toBe(address)
  })
})
