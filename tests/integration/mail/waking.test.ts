import { afterEach, beforeEach, expect, test } from 'vitest'
import { inTransaction, prisma, type Database } from '@/lib/data/database/prisma'
import { enqueueMail } from '@/lib/mail/outbox'
import { mailWorker } from '@/lib/mail/worker-handle'

const NOW = new Date('2026-03-01T12:00:00Z')

let wakings = 0

beforeEach(() => {
  wakings = 0
  mailWorker.set({ wake: () => void (wakings += 1), stop: () => Promise.resolve() })
})
afterEach(() => {
  mailWorker.take()
})

const enqueue = (database: Database, to: string) =>
  enqueueMail(
    database,
    { to, accountId: null, template: 'confirm-sign-up', data: { name: 'Ada' }, token: 'x' },
    NOW,
  )

test('two mails in one transaction wake the worker once, after the commit', async () => {
  await inTransaction(async (database) => {
    await enqueue(database, 'one@example.com')
    await enqueue(database, 'other@example.com')
    expect(wakings).toBe(0)
  })
  expect(wakings).toBe(1)
})

test('a mail in a rolled-back transaction does not wake it', async () => {
  const undone = inTransaction(async (database) => {
    await enqueue(database, 'undone@example.com')
    throw new Error('rolled back')
  })
  await expect(undone).rejects.toThrow('rolled back')
  expect(wakings).toBe(0)
  expect(await prisma().outboxMail.count({ where: { to: 'undone@example.com' } })).toBe(0)
})

test('a mail outside a transaction wakes it at once', async () => {
  await enqueue(prisma(), 'alone@example.com')
  expect(wakings).toBe(1)
})
