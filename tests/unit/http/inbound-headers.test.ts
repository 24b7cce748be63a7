import { describe, expect, test } from 'vitest'
import { isSpoofable, portOf } from '@/lib/http/inbound-headers'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'

describe('a client cannot send internal headers:', () => {
  test.each([
    'forwarded',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-real-ip',
    'x-request-id',
    INTERNAL_HEADERS.activity,
    INTERNAL_HEADERS.path,
    'x-middleware-subrequest',
    'x-middleware-override-headers',
    'x-invoke-path',
    'x-matched-path',
    'x-now-route-matches',
    'x-nextjs-data',
    'x-nextjs-request-id',
    'x-nonce',
    'content-security-policy',
    'content-security-policy-report-only',
  ])('%s is dropped', (name) => {
    expect(isSpoofable(name)).toBe(true)
  })

  test.each([
    'cookie',
    'origin',
    'next-action',
    'rsc',
    'next-router-state-tree',
    'x-auth-return-redirect',
  ])('%s is kept', (name) => {
    expect(isSpoofable(name)).toBe(false)
  })

  test('the development client may name its requests', () => {
    expect(isSpoofable('x-nextjs-request-id', true)).toBe(false)
    expect(isSpoofable('x-nextjs-data', true)).toBe(true)
  })
})

test.each([
  ['https://accounts.example.com', '443'],
  ['http://localhost', '80'],
  ['http://localhost:3000', '3000'],
])('%s is served on port %s', (url, port) => {
  expect(portOf(new URL(url))).toBe(port)
})
