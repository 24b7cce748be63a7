import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { exportData } from '@/lib/services/account/export-data'
import { deleteAccount } from '@/lib/services/account/delete-account'
import { recordRefusedAccess } from '@/lib/services/admin/refused-access'
import { changePassword } from '@/lib/services/passwords/change-password'
import { confirmPassword } from '@/lib/services/passwords/confirm-password'
import { newAccount } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { newVisitor } from '../../setup/new-visitor'

const NOON = new Date('2026-03-01T12:00:00Z')
const WRONG = 'not the password at all'

test('nothing about where a deleted account came from is stored by requests in flight', async () => {
  const account = await newAccount()
  const viewer = await newViewer(account, NOON)
  await prisma().user.delete({ where: { id: account.id } })
  const origins = () => prisma().auditOrigin.count({ where: { personId: account.id } })
  const before = await origins()

  const from = newVisitor()
  await exportData(viewer, from, NOON)
  await recordRefusedAccess(viewer, 'users', from, NOON)
  await confirmPassword(viewer, { password: WRONG }, from, NOON)
  const passwords = { currentPassword: WRONG, newPassword: 'another password entirely' }
  await changePassword(viewer, passwords, from, NOON)
  await deleteAccount(viewer, WRONG, from, NOON)

  expect(await origins()).toBe(before)
})
