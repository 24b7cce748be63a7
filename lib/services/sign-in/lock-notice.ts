import { countAttempt } from '@/lib/data/limits/attempt-counters'
import type { Database } from '@/lib/data/database/prisma'
import { days } from '@/lib/domain/time'
import { enqueueMail } from '@/lib/mail/outbox'
import { counterKey } from '@/lib/services/limits/attempt-limits'
import type { StartedLock } from './counted-attempts'
import type { Target } from './sign-in-limits'

/** Limits the mails an attacker can cause by starting new streaks of failures. */
const NOTICES_PER_DAY = 3

export type Owner = { id: string; email: string; name: string }

/**
 * Notifies the owner of the first lock of a streak, and of the first long one, which is told however
 * many others were: it comes once a day at most. For an unknown identifier the same statements run, and
 * no mail is sent.
 */
export async function notifyOwnerOfLock(
  database: Database,
  target: Target & { user: Owner | null },
  lock: StartedLock,
  now: Date,
): Promise<void> {
  const { user } = target
  const key = lockNoticeCounter(target)
  const rule = { kind: 'window', maxAttempts: NOTICES_PER_DAY, windowMs: days(1) } as const
  const { allowed } = await countAttempt(database, [{ key, rule }], now)
  const to = (allowed || lock.isLong) && user ? user.email : null
  const lockedUntil = lock.isLong ? lock.until.toISOString() : ''
  const data = { name: user?.name ?? '', lockedAt: now.toISOString(), lockedUntil }
  await enqueueMail(
    database,
    { to, accountId: user?.id ?? null, template: 'account-locked', data },
    now,
  )
}

/** The counter of an account's lock notices. */
export function lockNoticeCounter({ user, identifier }: Target): string {
  return counterKey('lock-mail', user ? user.id : identifier)
}
