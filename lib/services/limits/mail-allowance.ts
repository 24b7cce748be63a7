import { countMailsTo } from '@/lib/data/mail/outbox-mails'
import type { Database } from '@/lib/data/database/prisma'
import { lockInTransaction } from '@/lib/data/database/transaction-lock'
import { hours, later } from '@/lib/domain/time'
import type { MailTemplate } from '@/lib/mail/mail-templates'

const WINDOW_MS = hours(1)

/**
 * How many mails an address may receive per hour from requests that anyone can make. Templates listed
 * together share one allowance.
 */
const ALLOWANCES = {
  verification: {
    templates: ['confirm-email', 'sign-up-taken', 'change-email', 'change-email-taken'],
    perHour: 3,
  },
  'sign-in': { templates: ['new-sign-in'], perHour: 10 },
  reset: { templates: ['reset-password'], perHour: 20 },
} as const satisfies Record<string, { templates: readonly MailTemplate[]; perHour: number }>

export type MailAllowance = keyof typeof ALLOWANCES

/**
 * Whether another mail of this kind may be sent to an address. Holds a lock on the address until the
 * transaction ends, so that concurrent requests cannot exceed the allowance.
 *
 * @param email normalised; there may be no account with it
 */
export async function isMailAllowed(
  database: Database,
  email: string,
  kind: MailAllowance,
  now: Date,
): Promise<boolean> {
  const { templates, perHour } = ALLOWANCES[kind]
  await lockInTransaction(database, `mail:${email}`)
  return (await countMailsTo(database, email, templates, later(now, -WINDOW_MS))) < perHour
}
