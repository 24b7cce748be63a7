import { afterAll, beforeAll, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { runDueJobs } from '@/lib/jobs/run-due-jobs'
import { requestPasswordReset } from '@/lib/services/passwords/password-reset'
import { startMailServer } from '../mail/mail-server'
import { newAccount } from '../setup/new-account'
import { newVisitor } from '../setup/new-visitor'

let server: Awaited<ReturnType<typeof startMailServer>>

beforeAll(async () => {
  server = await startMailServer()
  // Read on the first call of env(), which comes later.
  process.env.SMTP_URL = server.url
})
afterAll(() => server.close())

test('runs at once send each mail once, seal every event, and leave nothing for the next', async () => {
  const people = await Promise.all([1, 2, 3].map(() => newAccount()))
  for (const { email } of people) await requestPasswordReset({ email }, newVisitor(), new Date())
  const unsealed = await prisma().auditUnsealed.count()
  expect(unsealed).toBeGreaterThan(0)

  const runs = await Promise.all([runDueJobs(), runDueJobs(), runDueJobs()])
  expect(runs.reduce((sum, { mails }) => sum + mails, 0)).toBe(people.length)
  expect(server.received.map(({ to }) => to[0]).toSorted()).toEqual(
    people.map(({ email }) => email).toSorted(),
  )
  await runDueJobs()
  expect(await prisma().auditUnsealed.count()).toBe(0)
  expect(await runDueJobs()).toEqual({ mails: 0, sealed: 0, purged: 0 })
})
