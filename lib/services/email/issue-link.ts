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

/** A newer link must not replace these: an older one may be the owner's only way back in. */
const KEEPS_OLDER_LINKS: readonly LinkPurpose[] = ['UNDO_EMAIL_CHANGE', 'NOT_ME']

export type IssuedLink = {
  /** Only ever written into the mail. */
  token: string
  expiresAt: Date
}

/**
 * Issues the token of a mailed link, in the caller's transaction. It replaces older tokens of the same
 * purpose and owner, except for those in `KEEPS_OLDER_LINKS`.
 *
 * @param link.owner `nobody` does the same work and returns a token that is not valid for anything
 * @param link.email the address it is sent to, and the only one it is valid for
 */
export async function issueLink(
  database: Database,
  { owner, purpose, email }: { owner: LinkOwner; purpose: LinkPurpose; email: string },
  now: Date,
): Promise<IssuedLink> {
  const { token, hash } = newToken()
  const expiresAt = linkExpiry(purpose, now)
  const store = KEEPS_OLDER_LINKS.includes(purpose) ? addLinkToken : createLinkToken
  await store(database, { ...owner, hash, purpose, email, expiresAt }, now)
  return { token, expiresAt }
}

/** When a link issued now expires. */
export function linkExpiry(purpose: LinkPurpose, now: Date): Date {
  return later(now, LIFETIME_MS[purpose]())
}

/** The audit event of an issued link. Details are in lower case, as in every event. */
export function linkIssued(purpose: 'RESET_PASSWORD' | 'CONFIRM_EMAIL') {
  return { action: 'authn_token_created', details: { purpose: purpose.toLowerCase() } } as const
}
