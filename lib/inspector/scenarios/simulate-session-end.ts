import type { Viewer } from '@/lib/services/viewer'
import { newToken } from '@/lib/crypto/random-token'
import { prisma } from '@/lib/data/database/prisma'
import { createSession, revokeSession } from '@/lib/data/sessions/sessions'
import { shortenSession } from '@/lib/data/sessions/shorten-session'
import { endsOfNewSession } from '@/lib/domain/sessions/session-lifetime'
import { later, seconds } from '@/lib/domain/time'
import { lifetimes } from '@/lib/services/settings'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { endSession } from '@/lib/services/sessions/sessions'

/** How a visitor can end their own session to watch what follows. */
export type SessionEnd = 'revoke' | 'elsewhere' | 'idle'

const SHORT_IDLE_MS = seconds(20)

/**
 * Ends or shortens the session's row. The cookie stays, so that the next request finds the session ended.
 *
 * - `revoke`: this browser ends its own row
 * - `elsewhere`: another session of the same user is opened, ends this one, and ends itself
 * - `idle`: the idle end is set to twenty seconds from now
 */
export async function simulateSessionEnd(
  viewer: Viewer,
  end: SessionEnd,
  request: ClientInfo,
  now: Date,
): Promise<void> {
  if (end === 'idle') {
    await shortenSession(prisma(), viewer.session.id, { now, idleEndAt: later(now, SHORT_IDLE_MS) })
    return
  }
  const other = end === 'elsewhere' ? await openElsewhere(viewer, request, now) : null
  await endSession(viewer.session.id, { ...request, isSimulated: true, reason: 'sign_out' }, now)
  if (other !== null) await revokeSession(prisma(), other, now)
}

async function openElsewhere(viewer: Viewer, { address }: ClientInfo, now: Date): Promise<string> {
  const { token: id } = newToken()
  await createSession(prisma(), {
    ...{
      id,
      userId: viewer.id,
      createdAt: now,
      lastSeenAt: now,
      provedAt: viewer.session.provedAt,
      method: viewer.session.method,
    },
    ...endsOfNewSession({ remember: false, now }, lifetimes()),
    ...{ remember: false, address, userAgent: 'Another device, simulated by the inspector' },
  })
  return id
}
