import { beforeAll, expect, test } from 'vitest'
import { navigationFor } from '@/app/navigation'
import { prisma } from '@/lib/data/database/prisma'
import { enqueueMail } from '@/lib/mail/outbox'
import { DEFAULT_ROLE } from '@/lib/domain/accounts/roles'
import { listMailbox, readMail } from '@/lib/services/mailbox/mailbox'

beforeAll(() => {
  // Read on the first call of env(), which comes later.
  process.env.LATCHKEY_MODE = 'production'
  delete process.env.BCRYPT_COST
  process.env.SMTP_URL = 'smtp://mail.example.com'
})

test('in production there is no mailbox, whatever is in the outbox', async () => {
  await enqueueMail(
    prisma(),
    { to: 'ada@example.com', accountId: null, template: 'sign-up-taken', data: { name: 'Ada' } },
    new Date('2026-03-01T12:00:00Z'),
  )
  const { id } = await prisma().outboxMail.findFirstOrThrow()
  expect(await listMailbox()).toBeNull()
  expect(await readMail(id)).toBeNull()
  expect(navigationFor(DEFAULT_ROLE).map(({ href }) => href)).not.toContain('/mailbox')
})
