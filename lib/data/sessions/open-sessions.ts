import { traced } from '@/lib/platform/tracing'
import { prepared } from '@/lib/data/database/pool'
import { sessionMemory } from './session-cache'
import type { AccountColumns } from '@/lib/data/users/account-columns'
import type { OpenSession, SessionColumns } from './session-columns'

type OpenSessionRow = SessionColumns & Omit<AccountColumns, 'id'> & { userId: string }

const OPEN_SESSION = `
  SELECT s.id, s."createdAt", s."lastSeenAt", s."idleEndAt", s."absoluteEndAt", s.remember,
         s.address, s."userAgent", s."provedAt", u.id AS "userId", u.name, u.username, u.email, u.image, u.role,
         u."emailVerifiedAt", u."disabledAt", u."disabledUntil"
    FROM sessions s JOIN users u ON u.id = s."userId"
   WHERE s.id = $1 AND s."revokedAt" IS NULL
     AND s."idleEndAt" > $2::timestamptz AND s."absoluteEndAt" > $2::timestamptz`

/**
 * A session that has neither ended nor been ended, with its user as the database knows them now. What
 * it has said is remembered while it tells of every change ({@link SessionNews}).
 *
 * @returns null when it is unknown, revoked or past one of its ends
 */
export const findOpenSession = traced('liveness', recallOrAsk)

async function recallOrAsk(sessionId: string, now: Date): Promise<OpenSession | null> {
  const memory = sessionMemory()
  const known = memory.recall(sessionId)
  if (known && known.idleEndAt > now && known.absoluteEndAt > now) {
    memory.answers.memory += 1
    return known
  }
  const asked = memory.asking()
  const [row] = await prepared<OpenSessionRow>('open-session', OPEN_SESSION, [sessionId, now])
  if (!row) return null
  const session = openSessionOf(row)
  memory.remember(session, asked)
  return session
}

function openSessionOf(row: OpenSessionRow): OpenSession {
  const { userId, name, username, email, image, role, ...standingAndSession } = row
  const { emailVerifiedAt, disabledAt, disabledUntil, ...session } = standingAndSession
  const standing = { emailVerifiedAt, disabledAt, disabledUntil }
  return { ...session, user: { id: userId, name, username, email, image, role, ...standing } }
}
