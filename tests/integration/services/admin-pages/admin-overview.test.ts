import { beforeEach, expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { adminOverview } from '@/lib/services/admin-pages/admin-overview'
import { newAccount } from '../../setup/new-account'
import { newAdministrator } from '../../setup/new-administrator'
import { newSession } from '../../setup/new-session'

const NOW = new Date('2026-03-01T12:00:00Z')
const TWO_DAYS_AGO = new Date('2026-02-27T12:00:00Z')
const exactly = (count: number) => ({ count, isMore: false })

beforeEach(async () => {
  await prisma().user.deleteMany()
  await prisma().pendingSignUp.deleteMany()
})

/** Pending sign-ups, in one statement. @param hours from now until they expire */
function addPending(howMany: number, hours: number): Promise<number> {
  return prisma().$executeRaw`
    INSERT INTO pending_sign_ups
      (id, email, username, name, "passwordHash", "passwordScheme", "createdAt", "expiresAt")
    SELECT gen_random_uuid(), 'pending', 'pending', 'Pending', '', 'BCRYPT',
           ${NOW}::timestamptz, ${NOW}::timestamptz + ${hours}::int * interval '1 hour'
      FROM generate_series(1, ${howMany}::int)`
}

test('an administrator sees the current counts', async () => {
  const { viewer } = await newAdministrator(NOW)
  await newSession(await newAccount(), TWO_DAYS_AGO)
  await addPending(3, 1)
  await addPending(2, -1)
  expect(await adminOverview(viewer, NOW)).toEqual({
    users: exactly(2),
    activeSessions: exactly(1),
    signUpsPending: exactly(3),
  })
})

test('counting stops at ten thousand, and the page says so', async () => {
  const { viewer } = await newAdministrator(NOW)
  const pending = async () => (await adminOverview(viewer, NOW))?.signUpsPending
  await addPending(10_000, 1)
  expect(await pending()).toEqual(exactly(10_000))
  await addPending(2, 1)
  expect(await pending()).toEqual({ count: 10_000, isMore: true })
})

test('other users see nothing', async () => {
  const { viewer } = await newAdministrator(NOW)
  expect(await adminOverview({ ...viewer, role: 'USER' }, NOW)).toBeNull()
})
