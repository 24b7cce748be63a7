import { newToken } from '@/lib/crypto/random-token'
import { recordAuditEvent, type AuditEvent } from '@/lib/data/audit/audit-log'
import { inTransaction, prisma } from '@/lib/data/database/prisma'
import {
  countApiTokens,
  createApiToken,
  listApiTokens,
  revokeApiToken,
} from '@/lib/data/tokens/api-tokens'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { later } from '@/lib/domain/time'
import { lifetimeMs, shownToken, TOKENS_MAX } from '@/lib/domain/tokens/api-token'
import { err, ok, type Result } from '@/lib/platform/result'
import type { CreateTokenInput } from '@/lib/schemas/api-tokens'
import { lockViewer } from '@/lib/services/sessions/lock-viewer'
import { limitOwnActions } from '@/lib/services/limits/request-limits'
import type { ProvenViewer, Viewer } from '@/lib/services/viewer'

/** The viewer's active tokens, the newest first. */
export async function listTokens(viewer: Viewer, now: Date) {
  return listApiTokens(prisma(), viewer.id, now)
}

/**
 * Creates a bearer token with which a program acts for the viewer.
 *
 * @returns the token itself, which cannot be shown again: only its hash is stored
 */
export async function createToken(
  viewer: ProvenViewer,
  { name, scope, expires }: CreateTokenInput,
  request: ClientInfo,
  now: Date,
): Promise<Result<string>> {
  const limited = await limitOwnActions('token-created', viewer.id, now)
  if (limited) return limited
  const { token, hash } = newToken()
  return inTransaction(async (database) => {
    if (!(await lockViewer(database, viewer, now))) return err('session_expired')
    if ((await countApiTokens(database, viewer.id, now)) >= TOKENS_MAX) return err('token_limit')
    const expiresAt = later(now, lifetimeMs(expires))
    await createApiToken(database, {
      ...{ hash, userId: viewer.id, name, scope },
      ...{ createdAt: now, expiresAt },
    })
    const details = { purpose: 'api_token', scope }
    await recordAuditEvent(database, eventOf('authn_token_created', viewer, details, request), now)
    return ok(shownToken(token))
  })
}

/**
 * Revokes one of the viewer's tokens at once. Does nothing if it was revoked already.
 *
 * @param tokenId untrusted; another user's is like an unknown one
 */
export async function revokeToken(
  viewer: Viewer,
  tokenId: string,
  request: ClientInfo,
  now: Date,
): Promise<void> {
  await inTransaction(async (database) => {
    const scope = await revokeApiToken(database, { userId: viewer.id, tokenId }, now)
    if (scope === null) return
    await recordAuditEvent(
      database,
      eventOf('authn_token_revoked', viewer, { scope }, request),
      now,
    )
  })
}

function eventOf(
  action: 'authn_token_created' | 'authn_token_revoked',
  { id }: Viewer,
  details: Record<string, string>,
  origin: ClientInfo,
): AuditEvent {
  return { action, result: 'SUCCESS', actorId: id, targetId: id, details, origin }
}
