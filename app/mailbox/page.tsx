import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Mailbox } from '@/components/mailbox/mailbox'
import { listMailbox, readMail } from '@/lib/services/mailbox/mailbox'
import { withIsoTime } from './with-iso-time'

export const metadata: Metadata = { title: 'Mailbox' }

export default async function MailboxPage() {
  const mails = await listMailbox()
  if (!mails) notFound()
  const newest = mails[0] ? await readMail(mails[0].id) : null
  return (
    <Mailbox mails={mails.map(withIsoTime)} open={newest && withIsoTime(newest)} isChosen={false} />
  )
}
