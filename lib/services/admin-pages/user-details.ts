import type { Viewer } from '@/lib/services/viewer'
import { listEventsAbout } from '@/lib/data/audit/audit-events'
import { listApiTokens } from '@/lib/data/tokens/api-tokens'
import { prisma } from '@/lib/data/database/prisma'
import { findUserRecord, listOpenSessionsOf } from '@/lib/data/users/user-details'
import { REDUNDANT_ACTIONS } from '@/lib/domain/audit/activity-sentences'
import { isUuid } from '@/lib/domain/accounts/identifiers'
import { isAdministrator } from '@/lib/domain/accounts/roles'

const SHOWN_SESSIONS = 20
const SHOWN_EVENTS = 20

export type UserRecord = NonNullable<Awaited<ReturnType<typeof readUserRecord>>>

/**
 * Everything an administrator sees about an account.
 *
 * @param userId from a URL, so untrusted
 * @returns null unless the viewer is an administrator and the user exists
 */
export async function readUserRecord(viewer: Viewer, userId: string, now: Date) {
  if (!isAdministrator(viewer.role) || !isUuid(userId)) return null
  const [user, devices, tokens, events] = await Promise.all([
    findUserRecord(prisma(), userId),
    listOpenSessionsOf(prisma(), userId, SHOWN_SESSIONS, now),
    listApiTokens(prisma(), userId, now),
    listEventsAbout(prisma(), userId, REDUNDANT_ACTIONS, null, SHOWN_EVENTS),
  ])
  return user && { user, devices, tokens, events }
}
