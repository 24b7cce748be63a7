import type { Viewer } from '@/lib/services/viewer'
import { prisma } from '@/lib/data/database/prisma'
import {
  countOpenSessions,
  countPendingSignUps,
  countUsers,
} from '@/lib/data/users/overview-counts'
import { isAdministrator } from '@/lib/domain/accounts/roles'

/** Counting stops here: larger numbers change no decision and cost more to count. */
const COUNT_LIMIT = 10_000

type Counted = {
  count: number
  /** There are more than `count`; the exact number is unknown. */
  isMore: boolean
}

export type AdminOverview = Record<'users' | 'activeSessions' | 'signUpsPending', Counted>

/** The figures of the administrator's start page; null unless the viewer is an administrator. */
export async function adminOverview(viewer: Viewer, now: Date): Promise<AdminOverview | null> {
  return isAdministrator(viewer.role) ? countForOverview(now) : null
}

/** The counts, without an access check: the caller has made it. */
export async function countForOverview(now: Date): Promise<AdminOverview> {
  const limit = COUNT_LIMIT + 1
  const [users, activeSessions, signUpsPending] = await Promise.all([
    countUsers(prisma(), limit),
    countOpenSessions(prisma(), limit, now),
    countPendingSignUps(prisma(), limit, now),
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
