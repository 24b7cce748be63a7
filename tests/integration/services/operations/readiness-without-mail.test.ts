import { beforeAll, expect, test, vi } from 'vitest'
import { isReady, readiness } from '@/lib/services/operations/readiness'

beforeAll(() => {
  // Before the first call of `env()`, which caches what it read. Nothing listens on port 1.
  vi.stubEnv('SMTP_URL', 'smtp://127.0.0.1:1')
})

test('an unreachable mail server is reported and does not make the process unready', async () => {
  const found = await readiness(new Date('2026-03-01T12:00:00Z'))
  expect(found).toEqual({
    database: 'ok',
    migrations: 'ok',
    mail: 'down',
    mailError: null,
    hashing: 'ok',
    peppers: 'ok',
  })
  expect(isReady(found)).toBe(true)
})
