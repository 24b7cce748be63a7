import { expect, test } from 'vitest'
import { startFront } from './front-server'
import { INTERNAL_HEADERS } from '@/lib/platform/internal-headers'

async function markOf(headers: Record<string, string>): Promise<unknown> {
  const { port, handled } = await startFront()
  await fetch(`http://localhost:${port}/api/metrics`, { headers })
  return handled[0]?.headers[INTERNAL_HEADERS.direct]
}

test('a request made on this machine is marked as local', async () => {
  expect(await markOf({})).toBe('1')
})

test('a forwarded request is not, whatever it claims', async () => {
  expect(await markOf({ 'x-forwarded-for': '127.0.0.1' })).toBeUndefined()
  expect(
    await markOf({ 'x-forwarded-for': '203.0.113.9', [INTERNAL_HEADERS.direct]: '1' }),
  ).toBeUndefined()
})
