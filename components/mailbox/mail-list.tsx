import { EmailText } from '@/components/ui/email-text'
import { Badge } from '@/components/ui/badge'
import { LocalTime } from '@/components/ui/local-time'
import { TextLink } from '@/components/ui/text-link'

export type ListedMail = {
  id: string
  to: string
  subject: string
  createdIso: string
  state: 'delivered' | 'waiting' | 'given_up'
  link: { text: string; href: string } | null
}

/** Emails, newest first. Each opens in full, and its link can be followed from here. */
export function MailList({
  mails,
  openId,
}: {
  mails: readonly ListedMail[]
  /** The email shown beside the list. */
  openId: string | undefined
}) {
  return (
    <nav aria-label="Emails">
      <ul className="overflow-hidden rounded-lg border border-line bg-surface shadow-card">
        {mails.map((mail) => (
          <li
            key={mail.id}
            className="border-t border-line first:border-t-0 has-[[aria-current]]:bg-accent-soft"
          >
            <MailRow mail={mail} isOpen={mail.id === openId} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function MailRow({ mail, isOpen }: { mail: ListedMail; isOpen: boolean }) {
  return (
    <div className="grid gap-1 px-4 py-3">
      <a
        href={`/mailbox/${mail.id}`}
        aria-current={isOpen ? 'page' : undefined}
        className="grid gap-0.5 rounded-sm hover:underline"
      >
        <span className="font-medium">{mail.subject}</span>
        <span className="text-sm text-muted">
          to <EmailText email={mail.to} />
        </span>
      </a>
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span className="flex items-center gap-2 text-xs text-muted">
          <LocalTime iso={mail.createdIso} />
          <MailStateBadge state={mail.state} />
        </span>
        {mail.link && <TextLink href={mail.link.href}>{mail.link.text}</TextLink>}
      </div>
    </div>
  )
}

/** No badge for a delivered email. */
export function MailStateBadge({ state }: { state: ListedMail['state'] }) {
  if (state === 'waiting') return <Badge tone="caution">Queued</Badge>
  if (state === 'given_up') return <Badge tone="danger">Failed</Badge>
  return null
}
