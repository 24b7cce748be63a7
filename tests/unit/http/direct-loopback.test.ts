import { expect, test } from 'vitest'
import { isDirectLoopback } from '@/lib/http/direct-loopback'

test.each(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'])(
  '%s is a loopback address',
  (address) => {
    expect(isDirectLoopback(address, { host: 'localhost:3000' })).toBe(true)
  },
)

test.each(['10.0.0.1', '128.0.0.1', '::2', '::ffff:10.0.0.1', '127.0.0.1.example.com', undefined])(
  '%s is not a loopback address',
  (address) => {
    expect(isDirectLoopback(address, { host: 'localhost:3000' })).toBe(false)
  },
)

test.each([
  ['x-forwarded-for', '127.0.0.1'],
  ['x-forwarded-host', 'accounts.example.com'],
  ['x-real-ip', ''],
  ['forwarded', 'for=127.0.0.1'],
  ['via', '2.0 Caddy'],
])('a request with %s was forwarded by a proxy and is not local', (name, value) => {
  expect(isDirectLoopback('127.0.0.1', { host: 'localhost', [name]: value })).toBe(false)
})

test.each(['localhost', 'localhost:3000', 'LOCALHOST:1', '127.0.0.1:3000', '[::1]:3000', '[::1]'])(
  'the host %s means this machine',
  (host) => {
    expect(isDirectLoopback('127.0.0.1', { host })).toBe(true)
  },
)

test.each([
  'attacker.example',
  'attacker.example:3000',
  'localhost.attacker.example',
  'accounts.example.com',
  '127.0.0.1.attacker.example',
  'localhost@attacker.example',
  'localhost:3000:x',
  '',
  undefined,
])('the host %s, which resolves to loopback, does not mean this machine', (host) => {
  expect(isDirectLoopback('127.0.0.1', host === undefined ? {} : { host })).toBe(false)
})
