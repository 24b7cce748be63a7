import { recordAuditEvent, recordAuditEvents, type AuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import type { Attempt, StartedLock } from './counted-attempts'
import { notifyOwnerOfLock, type Owner } from './lock-notice'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import type { Target } from './sign-in-limits'

export type FailedSignIn = {
  target: Target & { user: Owner | null }
  attempt: Attempt
  /** `not_confirmed`: the password was that of an unconfirmed sign-up. */
  reason: 'wrong_password' | 'not_confirmed'
}

/**
 * Records a failed attempt, the lock it starts and the mail about that. An attempt with an unknown
 * identifier is recorded without it, by the same statements, so that timing reveals nothing.
 */
export async function recordFailedSignIn(
  { target, attempt, reason }: FailedSignIn,
  request: ClientInfo,
  now: Date,
): Promise<void> {
  const about = { result: 'FAILURE', actorId: null, origin: request } as const
  const ownerId = target.user?.id ?? null
  const failed: AuditEvent = {
    ...about,
    action: 'authn_login_fail',
    // An unconfirmed sign-up is not the user who may have the same email.
    targetId: reason === 'wrong_password' ? ownerId : null,
    details: { reason },
  }
  const { startsLock } = attempt
  if (!startsLock) {
    await recordAuditEvent(prisma(), failed, now)
    return
  }
  const locked: AuditEvent = { ...about, action: 'authn_login_lock', targetId: ownerId }
  await inTransaction(async (database) => {
    await recordAuditEvents(database, [failed, locked], now)
    await notifyOwnerOfLock(database, target, startsLock, now)
  })
}

/** Records a lock started by wrong passwords within a session, and notifies the owner. */
export async function recordLock(
  { target, lock }: { target: Target & { user: Owner }; lock: StartedLock },
  request: ClientInfo,
  now: Date,
): Promise<void> {
  const about = { result: 'FAILURE', actorId: null, targetId: target.user.id } as const
  const event: AuditEvent = { ...about, action: 'authn_login_lock', origin: request }
  await inTransaction(async (database) => {
    await recordAuditEvent(database, event, now)
    await notifyOwnerOfLock(database, target, lock, now)
  })
}

/** Records a correct password for an account that may not sign in. */
export async function recordRefusedSignIn(
  userId: string,
  reason: string,
  request: ClientInfo,
  now: Date,
): Promise<void> {
  const event: AuditEvent = {
    action: 'authn_login_fail',
    result: 'FAILURE',
    actorId: null,
    targetId: userId,
    details: { reason },
    origin: request,
  }
  await recordAuditEvent(prisma(), event, now)
}
