import { prisma } from '@/lib/data/database/prisma'
import { findMailAccount, type OutboxMail } from '@/lib/data/mail/outbox-mails'
import { shownEmail } from '@/lib/domain/accounts/identifiers'
import { maskedName } from '@/lib/domain/accounts/link-account'
import { product } from '@/lib/product'

/**
 * The line that says to whom a mail was sent, and about which account: one person may have several.
 * Only the account's own address is told its username; whoever signs up with a stranger's address, or
 * changes to it, could otherwise write to them in it.
 */
export async function addresseeLine({
  to,
  accountId,
}: Pick<OutboxMail, 'to' | 'accountId'>): Promise<string> {
  const account = accountId === null ? null : await findMailAccount(prisma(), accountId)
  const sent = `Sent to ${shownEmail(to)}`
  if (!account) return `${sent}.`
  const name = account.email === to ? account.username : maskedName(account.username)
  return `${sent} about the ${product.name} account @${name}.`
}
