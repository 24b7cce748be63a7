import * as z from 'zod'
import { unseal } from '@/lib/crypto/seal'
import { findMail, listMails } from '@/lib/data/mail/listed-mails'
import type { OutboxMail } from '@/lib/data/mail/outbox-mails'
import { prisma } from '@/lib/data/database/prisma'
import { env } from '@/lib/env'
import { addresseeLine } from '@/lib/mail/addressed'
import { buttonOf, type MailBlock } from '@/lib/mail/mail'
import { carriesLink, composeMail, isMailTemplate } from '@/lib/mail/mail-templates'
import { renderHtml } from '@/lib/mail/render-html'
import { renderText } from '@/lib/mail/render-text'

const PAGE_SIZE = 100
const mailId = z.uuid()

type MailState = 'delivered' | 'waiting' | 'given_up'

export type MailSummary = {
  id: string
  to: string
  subject: string
  createdAt: Date
  state: MailState
  /** Its link with a token, while the token is stored. */
  link: { text: string; href: string } | null
}

export type MailMessage = MailSummary & {
  blocks: readonly MailBlock[]
  /** To whom it was sent, and about which account. */
  addressee: string
  html: string
  text: string
}

/** The newest mails; null in production, where there is no mailbox. */
export async function listMailbox(): Promise<MailSummary[] | null> {
  if (env().isProduction) return null
  const mails = await listMails(prisma(), PAGE_SIZE)
  return mails.flatMap((mail) => messageOf(mail, '') ?? [])
}

/** @returns null in production, and for an invalid or unknown id */
export async function readMail(id: string): Promise<MailMessage | null> {
  if (env().isProduction || !mailId.safeParse(id).success) return null
  const mail = await findMail(prisma(), id)
  return mail && messageOf(mail, await addresseeLine(mail))
}

/** Null for a mail from an earlier version that can no longer be rendered. */
function messageOf(row: OutboxMail, addressee: string): MailMessage | null {
  if (!isMailTemplate(row.template)) return null
  const token = row.sealedToken === null ? null : unseal('outbox', row.sealedToken)
  try {
    const mail = composeMail(row.template, row.data, token)
    return {
      id: row.id,
      to: row.to,
      subject: mail.subject,
      createdAt: row.createdAt,
      state: row.sentAt ? 'delivered' : row.failedAt ? 'given_up' : 'waiting',
      link: carriesLink(row.template) ? buttonOf(mail) : null,
      blocks: mail.blocks,
      addressee,
      html: renderHtml(mail, addressee),
      text: renderText(mail, addressee),
    }
  } catch {
    return null
  }
}
