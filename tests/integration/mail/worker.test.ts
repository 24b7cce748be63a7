import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newToken } from '@/lib/crypto/random-token'
import { inTransaction } from '@/lib/data/database/prisma'
import { enqueueMail } from '@/lib/mail/outbox'
import { startMailWorker, stopMailWorker } from '@/lib/mail/worker'
import { mailWorker } from '@/lib/mail/worker-handle'
import { startMailServer } from './mail-server'

let server: Awaited<ReturnType<typeof startMailServer>>

beforeAll(async () => {
  server = await startMailServer()
  // Read on the first call of env(), which comes later.
  process.env.SMTP_URL = server.url
})
afterAll(async () => {
  await stopMailWorker()
  await server.close()
})

async function send(to: string): Promise<string> {
  const { token } = newToken()
  await inTransaction((database) =>
    enqueueMail(
      database,
      { to, accountId: null, template: 'confirm-sign-up', data: { name: 'Ada' }, token },
      new Date(),
    ),
  )
  return token
}

const arrivals = (to: string) => server.received.filter((mail) => mail.to.includes(to))

test('started twice, the worker delivers every mail once, with its link', async () => {
  const token = await send('before@example.com')
  startMailWorker()
  startMailWorker()
  await vi.waitFor(() => expect(arrivals('before@example.com')).toHaveLength(1), 5000)
  expect(arrivals('before@example.com')[0]?.text).toContain(`/verify-email?token=${token}`)
})

test('the worker sends right after each commit, without waiting for the next poll', async () => {
  for (const round of [1, 2, 3]) {
    await send(`woken${round}@example.com`)
    await vi.waitFor(() => expect(arrivals(`woken${round}@example.com`)).toHaveLength(1), 1200)
  }
})

test('a stopped worker is not woken, and sends waiting mail once restarted', async () => {
  await stopMailWorker()
  expect(mailWorker.peek()).toBeUndefined()
  await send('later@example.com')
  expect(arrivals('later@example.com')).toHaveLength(0)
  startMailWorker()
  await vi.waitFor(() => expect(arrivals('later@example.com')).toHaveLength(1), 5000)
})
