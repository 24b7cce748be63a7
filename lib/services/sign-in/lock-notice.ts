import { countAttempt } from '@/lib/data/limits/attempt-counters'
import type { Database } from '@/lib/data/database/prisma'
import { days } from '@/lib/domain/time'
import { enqueueMail } from '@/lib/mail/outbox'
import { counterKey } from '@/lib/services/limits/attempt-limits'
import type { Target } from './sign-in-limits'

/** A guesser who waits for quiet and begins again must not be able to fill the owner's mailbox. */
const NOTICES_A_DAY = 3

export type Owner = { id: string; email: string; name: string }

/**
 * Tells the owner of a first lock, once for each. For a name nobody has the same statements run, and
 * the mail goes to nobody.
 */
export async function notifyOwnerOfLock(
  database: Database,
  target: Target & { user: Owner | null },
  now: Date,
): Promise<void> {
  const { user } = target
  const key = lockNoticeCounter(target)
  const rule = { kind: 'window', maxAttempts: NOTICES_A_DAY, windowMs: days(1) } as const
  const { allowed } = await countAttempt(database, [{ key, rule }], now)
  const to = allowed && user ? user.email : null
  const data = { name: user?.name ?? '', lockedAt: now.toISOString() }
  await enqueueMail(database, { to, template: 'account-locked', data }, now)
}

/** Under which name the notices about an account are counted. */
export function lockNoticeCounter({ user, identifier }: Target): string {
  return counterKey('lock-mail', user ? user.id : identifier)
}
