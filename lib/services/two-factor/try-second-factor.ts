import { recordAuditEvents, type AuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction, prisma, type Database } from '@/lib/data/database/prisma'
import { countAttempt } from '@/lib/data/limits/attempt-counters'
import { days } from '@/lib/domain/time'
import { WRONG_CODES_WORTH_A_MAIL } from '@/lib/domain/two-factor/lifetimes'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { enqueueMail } from '@/lib/mail/outbox'
import { err, ok, type Result } from '@/lib/platform/result'
import type { SecondFactorInput } from '@/lib/schemas/two-factor'
import { counterKey } from '@/lib/services/limits/attempt-limits'
import { tryPassword, type Attempt } from '@/lib/services/sign-in/counted-attempts'
import { codeLimits, passkeyLimits, type CodeOwner } from './code-limits'
import { findProof, type ProofRequest, type SecondFactorProof } from './proof'

const NOTICES_PER_DAY = 3

type SecondFactorOwner = CodeOwner & { email: string; name: string }

export type SecondFactorTry = {
  owner: SecondFactorOwner
  answer: SecondFactorInput
  purpose: ProofRequest['purpose']
  /** What is being answered; see {@link codeLimits}. */
  step: string
  deviceId: string | null
  /** What a wrong one is recorded as. */
  failure: Pick<AuditEvent, 'action' | 'actorId'>
}

/** A right second factor, not used up yet, and still counted as a failure until it is. */
export type CountedProof = { proof: SecondFactorProof; attempt: Attempt }

/**
 * The only way to try a code or a passkey: refuse it or count it, then check it. A code stays counted as
 * wrong unless the transaction that uses it up clears the count.
 *
 * @returns `two_factor_invalid` or `passkey_failed`, `rate_limited`, or `two_factor_unreadable`, which
 *   counts as nothing
 */
export function trySecondFactor(
  { owner, answer, purpose, step, deviceId, failure }: SecondFactorTry,
  client: ClientInfo,
  now: Date,
): Promise<Result<CountedProof>> {
  const isPasskey = 'passkey' in answer
  return tryPassword(
    {
      limits: (isPasskey ? passkeyLimits : codeLimits)(owner, step, deviceId),
      verify: () => findProof(prisma(), owner.id, answer, { purpose, step, client }, now),
      async settle(proof, attempt): Promise<Result<CountedProof>> {
        if (proof) return ok({ proof, attempt })
        const reason = isPasskey ? 'wrong_passkey' : 'wrong_code'
        await recordWrongCode({ owner, failure, attempt, reason }, client, now)
        return err(isPasskey ? 'passkey_failed' : 'two_factor_invalid')
      },
    },
    now,
  )
}

async function recordWrongCode(
  {
    owner,
    failure,
    attempt,
    reason,
  }: Pick<SecondFactorTry, 'owner' | 'failure'> & { attempt: Attempt; reason: string },
  client: ClientInfo,
  now: Date,
): Promise<void> {
  const about = { result: 'FAILURE', targetId: owner.id } as const
  const wrong: AuditEvent = {
    ...about,
    ...failure,
    details: { reason },
    origin: client,
  }
  const locked: AuditEvent = { ...wrong, action: 'authn_login_lock' }
  const isTenth = attempt.failures.at(-1)?.count === WRONG_CODES_WORTH_A_MAIL
  await inTransaction(async (database) => {
    await recordAuditEvents(database, attempt.startsLock ? [wrong, locked] : [wrong], now)
    if (isTenth) await notifyOwnerOfWrongCodes(database, owner, now)
  })
}

/** Whoever tries codes knows the password, which the owner should learn. */
async function notifyOwnerOfWrongCodes(
  database: Database,
  { id, email, name }: SecondFactorOwner,
  now: Date,
): Promise<void> {
  const rule = { kind: 'window', maxAttempts: NOTICES_PER_DAY, windowMs: days(1) } as const
  const key = counterKey('code-mail', id)
  const { allowed } = await countAttempt(database, [{ key, rule }], now)
  if (!allowed) return
  const data = { name, triedAt: now.toISOString() }
  await enqueueMail(database, { to: email, accountId: id, template: 'wrong-codes', data }, now)
}
