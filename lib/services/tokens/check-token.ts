import { hashToken } from '@/lib/crypto/random-token'
import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { prisma } from '@/lib/data/database/prisma'
import { findApiToken, recordTokenUse } from '@/lib/data/tokens/api-tokens'
import type { AccountColumns } from '@/lib/data/users/account-columns'
import { judgeAccount, type AccountRefusal } from '@/lib/domain/accounts/account-state'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { later } from '@/lib/domain/time'
import { USE_RECORDED_EVERY_MS, type TokenScope } from '@/lib/domain/tokens/api-token'
import type { ErrorCode } from '@/lib/platform/errors'
import { err, ok, type Refused, type Result } from '@/lib/platform/result'
import { refusedTokensFrom } from '@/lib/services/limits/attempt-limits'
import { limited } from '@/lib/services/limits/request-limits'
import { accountRules } from '@/lib/services/settings'

/** An active token with its user. */
export type LiveToken = { scope: TokenScope; user: AccountColumns }

/** Only whoever holds a valid token of the account is told: nothing that they could not see. */
const CODES = {
  account_disabled: 'account_disabled',
  email_domain_refused: 'email_domain_refused',
  // A sign-in mails a link; this does not.
  email_not_verified: 'email_unconfirmed',
} as const satisfies Record<AccountRefusal, ErrorCode>

/**
 * The only check of whether a bearer token is valid: it exists, is neither revoked nor expired, and
 * its user may be signed in. A refused one counts against the client's address, as a sign-in does.
 *
 * @param secret the part after the prefix; null when the header held nothing like a token
 */
export async function checkToken(
  secret: string | null,
  request: ClientInfo,
  now: Date,
): Promise<Result<LiveToken>> {
  const token = secret === null ? null : await findApiToken(prisma(), hashToken(secret))
  if (!token) return refuse({ reason: 'unknown_token', userId: null }, request, now)
  const { user, scope } = token
  if (token.revokedAt !== null || token.expiresAt <= now) {
    const reason = token.revokedAt !== null ? 'revoked_token' : 'expired_token'
    return refuse({ reason, userId: user.id }, request, now)
  }
  const refusal = judgeAccount(user, accountRules(), now)
  if (refusal)
    return refuse({ reason: refusal, userId: user.id, code: CODES[refusal] }, request, now)
  await recordUse(token, now)
  return ok({ scope, user })
}

async function recordUse(token: { id: string; lastUsedAt: Date | null }, now: Date): Promise<void> {
  const usedBefore = later(now, -USE_RECORDED_EVERY_MS)
  if (token.lastUsedAt !== null && token.lastUsedAt > usedBefore) return
  await recordTokenUse(prisma(), token.id, { usedBefore, now })
}

/** Once the address has reached its limit nothing more is recorded, as with sign-ins. */
async function refuse(
  {
    reason,
    userId,
    code = 'access_token_invalid',
  }: { reason: string; userId: string | null; code?: ErrorCode },
  request: ClientInfo,
  now: Date,
): Promise<Refused> {
  const tooMany = await limited([refusedTokensFrom(request.address)], now)
  if (tooMany) return tooMany
  await recordAuditEvent(
    prisma(),
    {
      ...{ action: 'authn_login_fail', result: 'FAILURE', actorId: null, targetId: userId },
      ...{ details: { reason }, origin: request },
    },
    now,
  )
  return err(code)
}
