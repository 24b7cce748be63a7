import { TextLink } from '@/components/ui/text-link'
import { env } from '@/lib/env'

/** Outside production: a link to the mailbox, next to the announcement of a mail. */
export function MailboxHint() {
  if (env().isProduction) return null
  return (
    <p className="mt-4 text-sm text-muted">
      No real email is sent here. <TextLink href="/mailbox">Open the mailbox</TextLink>
    </p>
  )
}
