import type { Viewer } from '@/lib/auth/viewer'
import { countPendingSignUps } from '@/lib/data/pending-sign-ups'
import { prisma } from '@/lib/data/prisma'
import { countOpenSessions } from '@/lib/data/sessions'
import { countUsers } from '@/lib/data/users'

export type AdminOverview = { users: number; activeSessions: number; signUpsPending: number }

/** What an administrator sees at a glance; null for anybody else. */
export async function adminOverview(viewer: Viewer, now: Date): Promise<AdminOverview | null> {
  if (viewer.role !== 'ADMIN') return null
  const [users, activeSessions, signUpsPending] = await Promise.all([
    countUsers(prisma()),
    countOpenSessions(prisma(), now),
    countPendingSignUps(prisma(), now),
  ])
  return { users, activeSessions, signUpsPending }
}
