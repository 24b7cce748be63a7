import type { Database } from '@/lib/data/database/prisma'
import type { MailContent } from '@/lib/mail/mail-templates'
import { enqueueMail } from '@/lib/mail/outbox'
import { limitMails } from '@/lib/services/limits/mail-allowance'

/** Whose mail it is, as read under the lock of the account. */
type Owner = { id: string; email: string; emailVerifiedAt: Date | null }

/**
 * Tells the owner of an account by mail what was done to it. Nothing holds that back, since an attacker
 * must not be able to suppress it, unless nobody has confirmed the address: whoever signed up with it
 * may not be the one who reads it, and then it gets no more mail than others may have sent to it.
 *
 * Call it under the lock of the account: this one may take the lock of the address.
 *
 * @param accountId the account the mail goes with, in its export and deletion; null for none
 */
export async function notifyOwner(
  database: Database,
  { id, email, emailVerifiedAt }: Owner,
  mail: MailContent,
  now: Date,
  accountId: string | null = id,
): Promise<void> {
  const isRefused =
    emailVerifiedAt === null && (await limitMails(database, email, 'link', now)) !== null
  await enqueueMail(database, { ...mail, to: isRefused ? null : email, accountId }, now)
}
