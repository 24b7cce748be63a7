import type { Viewer } from '@/lib/services/viewer'
import { countPendingSignUps } from '@/lib/data/users/pending-sign-ups'
import { prisma } from '@/lib/data/database/prisma'
import { countOpenSessions } from '@/lib/data/sessions/sessions'
import { countUsers } from '@/lib/data/users/users'
import { isAdministrator } from '@/lib/domain/accounts/roles'

/** Counting stops here: beyond it nobody acts on the difference, and reading on costs ever more. */
const COUNT_LIMIT = 10_000

type Counted = {
  count: number
  /** There are more than that: nobody has looked how many. */
  isMore: boolean
}

export type AdminOverview = Record<'users' | 'activeSessions' | 'signUpsPending', Counted>

/** What an administrator sees at a glance; null for anybody else. */
export async function adminOverview(viewer: Viewer, now: Date): Promise<AdminOverview | null> {
  return isAdministrator(viewer.role) ? countForOverview(now) : null
}

/** The counts themselves, for whoever has asked who looks. */
export async function countForOverview(now: Date): Promise<AdminOverview> {
  const further = COUNT_LIMIT + 1
  const [users, activeSessions, signUpsPending] = await Promise.all([
    countUsers(prisma(), further),
    countOpenSessions(prisma(), further, now),
    countPendingSignUps(prisma(), further, now),
  ])
  return {
    users: counted(users),
    activeSessions: counted(activeSessions),
    signUpsPending: counted(signUpsPending),
  }
}

function counted(found: number): Counted {
  return { count: Math.min(found, COUNT_LIMIT), isMore: found > COUNT_LIMIT }
}
