import { beforeEach, describe, expect, test } from 'vitest'
import { navigationFor } from '@/app/navigation'
import { newToken } from '@/lib/crypto/random-token'
import { prisma } from '@/lib/data/database/prisma'
import { DEFAULT_ROLE } from '@/lib/domain/accounts/roles'
import { eraseOldTokens } from '@/lib/mail/deliver'
import { enqueueMail } from '@/lib/mail/outbox'
import { product } from '@/lib/product'
import { listMailbox, readMail } from '@/lib/services/mailbox/mailbox'

const NOW = new Date('2026-03-01T12:00:00Z')
const LATER = new Date('2026-03-01T12:00:01Z')
const TWO_DAYS_LATER = new Date('2026-03-03T12:00:00Z')

beforeEach(async () => {
  await prisma().outboxMail.deleteMany()
})

async function resetMail(to: string | null, at = NOW) {
  const { token } = newToken()
  await enqueueMail(
    prisma(),
    { to, accountId: null, template: 'reset-password', data: { name: 'Ada' }, token },
    at,
  )
  return `http://localhost:3000/reset-password?token=${token}`
}

describe('the mailbox', () => {
  test('is in the navigation of everybody signed in', () => {
    expect(navigationFor(DEFAULT_ROLE).map(({ href }) => href)).toContain('/mailbox')
  })

  test('is empty at first', async () => {
    expect(await listMailbox()).toEqual([])
  })

  test('shows every mail, newest first, with its link', async () => {
    const first = await resetMail('ada@example.com')
    const second = await resetMail('bob@example.com', LATER)
    const mails = await listMailbox()
    expect(mails?.map(({ to, link }) => [to, link?.href])).toEqual([
      ['bob@example.com', second],
      ['ada@example.com', first],
    ])
    expect(mails?.[0]).toMatchObject({
      subject: `Reset your ${product.name} password`,
      state: 'delivered',
      createdAt: LATER,
    })
  })

  test('opens a mail in all its formats', async () => {
    const href = await resetMail('ada@example.com')
    const [listed] = (await listMailbox()) ?? []
    const mail = await readMail(listed?.id ?? '')
    expect(mail?.text).toContain(href)
    expect(mail?.html).toContain(`href="${href}"`)
    expect(mail?.blocks).toContainEqual({ kind: 'button', text: 'Reset password', href })
  })

  test('says when a link has been erased', async () => {
    await resetMail('ada@example.com')
    await eraseOldTokens(TWO_DAYS_LATER)
    const [listed] = (await listMailbox()) ?? []
    expect(listed?.link).toBeNull()
    expect((await readMail(listed?.id ?? ''))?.text).toContain('This link was removed')
  })

  test('shows no mail that has no recipient', async () => {
    await resetMail(null)
    const row = await prisma().outboxMail.findFirstOrThrow()
    expect(await listMailbox()).toEqual([])
    expect(await readMail(row.id)).toBeNull()
  })

  test('leaves out mails of an earlier version that cannot be read', async () => {
    await resetMail('ada@example.com')
    await prisma().outboxMail.updateMany({ data: { template: 'gone' } })
    expect(await listMailbox()).toEqual([])
  })

  test.each(['', 'x', '../etc', '00000000-0000-0000-0000-000000000000', 'a'.repeat(10_000), '\0'])(
    'has nothing under %j',
    async (id) => expect(await readMail(id)).toBeNull(),
  )
})
