import { TextLink } from '@/components/ui/text-link'

/** Outside production: where the mail is that was just announced. */
export function MailboxHint() {
  return (
    <p className="mt-4 text-sm text-muted">
      This copy is for trying out. Its mail is in <TextLink href="/mailbox">the mailbox</TextLink>.
    </p>
  )
}
