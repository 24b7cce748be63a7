import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startMailWorker, stopMailWorker } from '@/lib/mail/worker'
import { requestPasswordReset, resetPassword } from '@/lib/services/passwords/password-reset'
import { signIn } from '@/lib/services/sign-in/sign-in'
import { newAccount } from '../setup/new-account'
import { startMailServer } from './mail-server'
import { newVisitor } from '../setup/new-visitor'
import { product } from '@/lib/product'

let server: Awaited<ReturnType<typeof startMailServer>>

beforeAll(async () => {
  server = await startMailServer()
  // Read on the first call of env(), which comes later.
  process.env.SMTP_URL = server.url
  startMailWorker()
})
afterAll(async () => {
  await stopMailWorker()
  await server.close()
})

test('the link in a delivered mail sets a new password', async () => {
  const account = await newAccount()
  await requestPasswordReset({ email: account.email }, newVisitor(), new Date())
  await vi.waitFor(() => expect(server.received).toHaveLength(1), 5000)
  const [mail] = server.received
  expect(mail?.to).toEqual([account.email])
  const address = mail?.text.match(/http:\/\/localhost:3000\/reset-password\?token=\S{43}/)?.[0]
  const token = new URL(address ?? '').searchParams.get('token') ?? ''

  const password = 'copper kettle midnight'
  expect(await resetPassword({ token, password }, newVisitor(), new Date())).toMatchObject({
    ok: true,
  })
  expect(
    await signIn({ identifier: account.email, password }, newVisitor(), new Date()),
  ).toMatchObject({
    ok: true,
  })
  await vi.waitFor(() => expect(server.received).toHaveLength(2), 5000)
  expect(server.received[1]?.raw).toContain(`Subject: Your ${product.name} password was changed`)
})
