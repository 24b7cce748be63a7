import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { disableUser, enableUser, setRole } from '@/lib/services/admin/admin-users'
import type { Administrator } from '@/lib/services/admin/administration'
import { composeMail } from '@/lib/mail/mail-templates'
import { renderText } from '@/lib/mail/render-text'
import { newAccount } from '../../setup/new-account'
import { newAdministrator } from '../../setup/new-administrator'

const NOW = new Date('2026-03-01T12:00:00Z')
const UNTIL = new Date('2026-03-08T12:00:00Z')
const REASON = 'Spam, says the neighbour'

type Act = (by: Administrator, id: string) => Promise<unknown>
const disable =
  (until: Date | null): Act =>
  (by, id) =>
    disableUser(by, id, { reason: REASON, until }, NOW)

test.each<[string, string, string, Record<string, unknown>, Act]>([
  [
    'made an administrator',
    'role-changed',
    'made an administrator',
    {},
    (by, id) => setRole(by, id, 'ADMIN', NOW),
  ],
  [
    'no longer one',
    'role-changed',
    'changed to User',
    { role: 'ADMIN' },
    (by, id) => setRole(by, id, 'USER', NOW),
  ],
  ['disabled', 'account-disabled', 'until an administrator enables it', {}, disable(null)],
  ['disabled for a week', 'account-disabled', 'from 8 March 2026 at 12:00 UTC', {}, disable(UNTIL)],
  [
    'enabled',
    'account-enabled',
    'You can sign in again',
    { disabledAt: NOW },
    (by, id) => enableUser(by, id, NOW),
  ],
])(
  'a user who is %s gets one mail, without the reason',
  async (_what, template, words, state, act) => {
    const { by } = await newAdministrator(NOW)
    const account = await newAccount(state)
    await act(by, account.id)
    const mails = await prisma().outboxMail.findMany({ where: { to: account.email } })
    expect(mails.map((mail) => [mail.template, mail.accountId])).toEqual([[template, account.id]])
    const [mail] = mails
    const text = renderText(composeMail(template as 'role-changed', mail?.data, null), '')
    expect(text).toContain(words)
    expect(text).not.toContain(REASON)
  },
)

test('an action that changes nothing sends no mail', async () => {
  const { by } = await newAdministrator(NOW)
  const account = await newAccount()
  await setRole(by, account.id, 'USER', NOW)
  await enableUser(by, account.id, NOW)
  expect(await prisma().outboxMail.count({ where: { to: account.email } })).toBe(0)
})
