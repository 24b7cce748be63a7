import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { countAttempt } from '@/lib/data/limits/attempt-counters'
import { inTransaction, type Database } from '@/lib/data/database/prisma'
import { recordPasskeyUse, type CheckedPasskey } from '@/lib/data/passkeys/passkeys'
import { takePasskeyChallenge } from '@/lib/data/passkeys/used-challenges'
import { isCounterBehind } from '@/lib/domain/passkeys/counter'
import type { PasskeyPurpose } from '@/lib/domain/passkeys/purposes'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { days } from '@/lib/domain/time'
import { enqueueMail } from '@/lib/mail/outbox'
import type { AssertionAnswer } from '@/lib/schemas/passkeys'
import { counterKey } from '@/lib/services/limits/attempt-limits'
import type { PasskeyChallenge, PasskeyContext } from './challenges'

const NOTICES_PER_DAY = 3

/**
 * An answer that was right when it was checked. It counts only once {@link spendPasskey} has used it up,
 * in the transaction of what it allows.
 */
export type PasskeyProof = {
  kind: 'passkey'
  purpose: PasskeyPurpose
  id: string
  counter: number
  isBackedUp: boolean
  challenge: PasskeyChallenge
}

/**
 * Checks a passkey's answer, without using it up. A counter that goes back means that there is a copy of
 * the device: the answer is refused, and the owner is told. An answer sent twice, as by a double click, goes
 * back too, so a copy is only reported for a challenge that was not answered before.
 *
 * @returns null when it is wrong
 */
export async function checkPasskey(
  answer: AssertionAnswer,
  passkey: CheckedPasskey,
  { context, client }: { context: PasskeyContext; client: ClientInfo },
  now: Date,
): Promise<PasskeyProof | null> {
  // Loaded when it is needed: what reads certificates takes longer to load than most pages.
  const { verifyAssertion } = await import('./verify-assertion')
  const verified = await verifyAssertion(answer, passkey, context, now)
  if (!verified) return null
  if (isCounterBehind(Number(passkey.counter), verified.counter)) {
    await reportCopy(passkey, verified.challenge, client, now)
    return null
  }
  return { kind: 'passkey', purpose: context.purpose, id: passkey.id, ...verified }
}

/**
 * Uses an answer up, with its challenge.
 *
 * @returns false when it was used before, or the passkey was removed or has counted further meanwhile
 */
export async function spendPasskey(
  database: Database,
  userId: string,
  { id, counter, isBackedUp, challenge }: PasskeyProof,
  client: ClientInfo,
  now: Date,
): Promise<boolean> {
  if (!(await takePasskeyChallenge(database, challenge))) return false
  return recordPasskeyUse(database, { id, userId, counter, isBackedUp }, client, now)
}

async function reportCopy(
  { userId, name: passkey, user }: CheckedPasskey,
  challenge: PasskeyChallenge,
  client: ClientInfo,
  now: Date,
): Promise<void> {
  const rule = { kind: 'window', maxAttempts: NOTICES_PER_DAY, windowMs: days(1) } as const
  const key = counterKey('passkey-mail', userId)
  await inTransaction(async (database) => {
    if (!(await takePasskeyChallenge(database, challenge))) return
    await recordAuditEvent(
      database,
      {
        ...{ action: 'passkey_cloned', result: 'FAILURE', details: {} },
        ...{ actorId: null, targetId: userId, origin: client },
      },
      now,
    )
    const { allowed } = await countAttempt(database, [{ key, rule }], now)
    if (!allowed) return
    const data = { name: user.name, passkey, triedAt: now.toISOString() }
    await enqueueMail(
      database,
      { to: user.email, accountId: userId, template: 'passkey-copied', data },
      now,
    )
  })
}
