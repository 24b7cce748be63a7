import { recordAuditEvent } from '@/lib/data/audit/audit-log'
import { findLinkTokenOwner } from '@/lib/data/mail/link-tokens'
import { prisma } from '@/lib/data/database/prisma'
import { err } from '@/lib/platform/result'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/** Refuses a used, replaced or forged link, and records the user it belongs to, if there is one. */
export async function refuseLink(
  { hash, purpose }: { hash: string; purpose: 'reset_password' | 'not_me' },
  request: ClientInfo,
  now: Date,
) {
  const event = {
    action: 'authn_token_reuse',
    result: 'FAILURE',
    actorId: null,
    targetId: await findLinkTokenOwner(prisma(), hash),
    details: { purpose },
    origin: request,
  } as const
  await recordAuditEvent(prisma(), event, now)
  return err('token_invalid')
}
