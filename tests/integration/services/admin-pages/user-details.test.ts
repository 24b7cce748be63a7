import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { viewerOf } from '@/lib/auth/viewer'
import { disableUser } from '@/lib/services/admin/admin-users'
import { checkSession } from '../../setup/check-session'
import { endSession } from '@/lib/services/sessions/sessions'
import { readUserRecord } from '@/lib/services/admin-pages/user-details'
import { newAccount } from '../../setup/new-account'
import { newAdministrator } from '../../setup/new-administrator'
import { newSession } from '../../setup/new-session'
import { newVisitor } from '../../setup/new-visitor'

const NOW = new Date('2026-03-01T12:00:00Z')

test('an administrator sees the account, its open sessions and its history', async () => {
  const admin = await newAdministrator(NOW)
  const user = await newAccount()
  const [, over] = [await newSession(user, NOW), await newSession(user, NOW)]
  await endSession(over.id, { ...newVisitor(), reason: 'sign_out' }, NOW)
  const record = await readUserRecord(admin.viewer, user.id, NOW)
  expect(record?.user).toMatchObject({ id: user.id, email: user.email, disabledReason: null })
  expect(record?.devices).toMatchObject({ count: 1, sessions: [{ address: '203.0.113.7' }] })

  await disableUser(admin.by, user.id, { reason: 'Spam', until: null }, NOW)
  const after = await readUserRecord(admin.viewer, user.id, NOW)
  expect(after?.user).toMatchObject({ disabledReason: 'Spam' })
  expect(after?.devices).toEqual({ count: 0, sessions: [] })
  expect(after?.events[0]).toMatchObject({ action: 'user_disabled', actorId: admin.account.id })
})

test('the details contain no secret that grants access', async () => {
  const admin = await newAdministrator(NOW)
  const user = await newAccount()
  const session = await newSession(user, NOW)
  const record = JSON.stringify(await readUserRecord(admin.viewer, user.id, NOW))
  expect(record).not.toContain(session.id)
  expect(record).not.toContain(user.passwordHash)
})

test('other users, and unknown ids, get nothing', async () => {
  const admin = await newAdministrator(NOW)
  const user = await newAccount()
  for (const id of ['', 'x', randomUUID(), user.id.toUpperCase()]) {
    expect(await readUserRecord(admin.viewer, id, NOW)).toBeNull()
  }
  const live = await checkSession((await newSession(user, NOW)).id, NOW)
  if (!live) throw new Error('the session should be open')
  expect(await readUserRecord(viewerOf(live), user.id, NOW)).toBeNull()
})
