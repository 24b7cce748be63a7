import { endOfSession } from '@/lib/domain/sessions/session-lifetime'
import { traced } from '@/lib/platform/tracing'
import { prepared } from '@/lib/data/database/pool'
import { sessionCache } from './session-cache'
import type { AccountColumns } from '@/lib/data/users/account-columns'
import type { OpenSession, SessionColumns } from './session-columns'

type OpenSessionRow = SessionColumns & Omit<AccountColumns, 'id'> & { userId: string }

const OPEN_SESSION = `
  SELECT s.id, s."createdAt", s."lastSeenAt", s."idleEndAt", s."absoluteEndAt", s.remember,
         s.address, s."userAgent", s."provedAt", s.method, s."tellsOfCopy",
         s."boundAt", s."boundId", s."boundHash", s."boundUntil", s."earlierHash", s."earlierUntil",
         s."boundShownAt", s."boundAddress", s."boundUserAgent",
         u.id AS "userId", u.name, u.username, u.email, u.image, u.role,
         u."emailVerifiedAt", u."disabledAt", u."disabledUntil", u."twoFactorEnabledAt",
         u."passkeysEnabledAt", u."passkeyOfferedAt"
    FROM sessions s JOIN users u ON u.id = s."userId"
   WHERE s.id = $1 AND s."revokedAt" IS NULL
     AND s."idleEndAt" > $2::timestamptz AND s."absoluteEndAt" > $2::timestamptz`

/**
 * An open session with its user's current data. Served from the cache while {@link SessionNotifications}
 * reports every change; otherwise from the database.
 *
 * @returns null when it is unknown, revoked, or past its idle or absolute end
 */
export const findOpenSession = traced('liveness', getOrQuery)

async function getOrQuery(sessionId: string, now: Date): Promise<OpenSession | null> {
  const cache = sessionCache()
  const cached = cache.get(sessionId)
  if (cached && cached.idleEndAt > now && cached.absoluteEndAt > now) {
    cache.lookups.memory += 1
    return cached
  }
  return queryOpenSession(sessionId, now)
}

/** The same from the database: another process may just have changed what the cache still holds. */
export async function queryOpenSession(sessionId: string, now: Date): Promise<OpenSession | null> {
  const cache = sessionCache()
  const lookup = cache.startLookup()
  const [row] = await prepared<OpenSessionRow>('open-session', OPEN_SESSION, [sessionId, now])
  if (!row) return null
  const session = openSessionOf(row)
  cache.set(session, lookup)
  return session
}

function openSessionOf(row: OpenSessionRow): OpenSession {
  const { userId, name, username, email, image, role, ...statusAndSession } = row
  const { emailVerifiedAt, disabledAt, disabledUntil, ...factorsAndSession } = statusAndSession
  const { twoFactorEnabledAt, passkeysEnabledAt, passkeyOfferedAt, ...session } = factorsAndSession
  const status = {
    emailVerifiedAt,
    disabledAt,
    disabledUntil,
    twoFactorEnabledAt,
    passkeysEnabledAt,
    passkeyOfferedAt,
  }
  const user = { id: userId, name, username, email, image, role, ...status }
  return { ...session, user, endsAt: endOfSession(session) }
}
