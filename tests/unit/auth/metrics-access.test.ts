import { beforeAll, expect, test, vi } from 'vitest'
import { mayReadMetrics } from '@/lib/auth/metrics-access'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'

const TOKEN = 'metrics-token-of-the-test'

beforeAll(() => {
  vi.stubEnv('METRICS_TOKEN', TOKEN)
  vi.stubEnv('DATABASE_URL', 'postgresql://nowhere.example/none')
})

const asked = (headers: Record<string, string>) => mayReadMetrics(new Headers(headers))

test('loopback requests and requests with the token may read the metrics', () => {
  expect(asked({ [INTERNAL_HEADERS.direct]: '1' })).toBe(true)
  expect(asked({ authorization: `Bearer ${TOKEN}` })).toBe(true)
  expect(asked({ authorization: `bearer ${TOKEN}` })).toBe(true)
})

test.each([
  {},
  { [INTERNAL_HEADERS.direct]: '0' },
  { authorization: TOKEN },
  { authorization: 'Bearer ' },
  { authorization: `Bearer ${TOKEN}x` },
  { authorization: `Bearer ${TOKEN.slice(0, -1)}` },
  { authorization: `Bearer ${TOKEN.toUpperCase()}` },
  { authorization: `Basic ${btoa(`:${TOKEN}`)}` },
  { authorization: `Bearer ${'x'.repeat(100_000)}` },
])('all other requests are refused: %o', (headers) => {
  expect(asked(headers as Record<string, string>)).toBe(false)
})
