import { expect, test } from 'vitest'
import { shownSessions } from '@/app/(app)/admin/users/[id]/shown'
import { prisma } from '@/lib/data/database/prisma'
import { listOpenSessionsOf } from '@/lib/data/users/user-details'
import { BoundBrowser } from '../../setup/bound-browser'
import { newSession } from '../../setup/new-session'

test('administrators see which sessions of a user are bound', async () => {
  const { account } = await BoundBrowser.bound()
  await newSession(account, new Date())
  const { sessions } = await listOpenSessionsOf(prisma(), account.id, 10, new Date())
  expect(
    shownSessions(sessions)
      .map(({ isBound }) => isBound)
      .sort(),
  ).toEqual([false, true])
})
