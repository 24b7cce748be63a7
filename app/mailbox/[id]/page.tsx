import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Mailbox } from '@/components/mailbox/mailbox'
import { listMailbox, readMail } from '@/lib/services/mailbox/mailbox'
import { withIsoTime } from '../with-iso-time'

export const metadata: Metadata = { title: 'Mailbox' }

export default async function MailPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const [mails, open] = await Promise.all([listMailbox(), readMail(id)])
  if (!mails || !open) notFound()
  return <Mailbox mails={mails.map(withIsoTime)} open={withIsoTime(open)} isChosen />
}
