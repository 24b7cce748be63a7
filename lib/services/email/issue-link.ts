import { newToken } from '@/lib/crypto/random-token'
import { addLinkToken, createLinkToken, type LinkOwner } from '@/lib/data/mail/link-tokens'
import type { Database } from '@/lib/data/database/prisma'
import type { LinkPurpose } from '@/lib/data/generated/enums'
import { UNDO_EMAIL_MS } from '@/lib/domain/accounts/email-change'
import { NOT_ME_LINK_SECONDS } from '@/lib/domain/sessions/sign-in-notice'
import { later, seconds } from '@/lib/domain/time'
import { env } from '@/lib/env'

const LIFETIME_MS: Record<LinkPurpose, () => number> = {
  CONFIRM_SIGN_UP: () => seconds(env().VERIFY_TOKEN_SECONDS),
  CONFIRM_EMAIL: () => seconds(env().VERIFY_TOKEN_SECONDS),
  CHANGE_EMAIL: () => seconds(env().VERIFY_TOKEN_SECONDS),
  RESET_PASSWORD: () => seconds(env().RESET_TOKEN_SECONDS),
  UNDO_EMAIL_CHANGE: () => UNDO_EMAIL_MS,
  NOT_ME: () => seconds(NOT_ME_LINK_SECONDS),
}

/** Each of these may be somebody's only way back into the account: a newer one replaces none. */
const KEEPS_OLDER_LINKS: readonly LinkPurpose[] = ['UNDO_EMAIL_CHANGE', 'NOT_ME']

export type IssuedLink = {
  /** For the mail alone. */
  token: string
  expiresAt: Date
}

/**
 * Issues the token of a mailed link, in the caller's transaction. It replaces older ones of the same
 * purpose and owner, unless they are to stand beside one another.
 *
 * @param link.owner `nobody` for the same work, and a token that opens nothing
 * @param link.email the address it is sent to: it serves that one only
 */
export async function issueLink(
  database: Database,
  { owner, purpose, email }: { owner: LinkOwner; purpose: LinkPurpose; email: string },
  now: Date,
): Promise<IssuedLink> {
  const { token, hash } = newToken()
  const expiresAt = linkEnd(purpose, now)
  const keep = KEEPS_OLDER_LINKS.includes(purpose) ? addLinkToken : createLinkToken
  await keep(database, { ...owner, hash, purpose, email, expiresAt }, now)
  return { token, expiresAt }
}

/** When a link issued now stops working. */
export function linkEnd(purpose: LinkPurpose, now: Date): Date {
  return later(now, LIFETIME_MS[purpose]())
}

/** How the audit log tells that a link was issued: the purpose in lower case, as in all its details. */
export function linkIssued(purpose: 'RESET_PASSWORD' | 'CONFIRM_EMAIL') {
  return { action: 'authn_token_created', details: { purpose: purpose.toLowerCase() } } as const
}
