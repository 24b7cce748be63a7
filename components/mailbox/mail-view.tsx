import { EmailText } from '@/components/ui/email-text'
import { Description, DescriptionList } from '@/components/ui/description-list'
import { LocalTime } from '@/components/ui/local-time'
import type { MailBlock } from '@/lib/mail/mail'
import { MailBody } from './mail-body'
import { MailStateBadge, type ListedMail } from './mail-list'

export type OpenMail = ListedMail & {
  blocks: readonly MailBlock[]
  /** To whom it was sent, and about which account. */
  addressee: string
  html: string
  text: string
}

/** One email: its envelope, how it looks, and the plain text and HTML as sent. */
export function MailView({ mail }: { mail: OpenMail }) {
  return (
    <article
      aria-labelledby="mail-subject"
      className="grid min-w-0 gap-6 rounded-lg border border-line bg-surface p-5 shadow-card sm:p-7"
    >
      <header className="grid gap-4 border-b border-line pb-5">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 id="mail-subject" className="text-lg font-semibold tracking-tight">
            {mail.subject}
          </h2>
          <MailStateBadge state={mail.state} />
        </div>
        <DescriptionList>
          <Description label="To">
            <EmailText email={mail.to} />
          </Description>
          <Description label="Created">
            <LocalTime iso={mail.createdIso} />
          </Description>
        </DescriptionList>
      </header>
      <MailBody blocks={mail.blocks} />
      <p className="text-sm text-muted">{mail.addressee}</p>
      <div className="grid gap-2 border-t border-line pt-5">
        <Source title="Plain text" source={mail.text} />
        <Source title="HTML" source={mail.html} />
      </div>
    </article>
  )
}

function Source({ title, source }: { title: string; source: string }) {
  return (
    <details>
      <summary className="cursor-pointer rounded-sm text-sm font-medium text-accent-text">
        {title}
      </summary>
      <pre className="mt-2 overflow-x-auto rounded-md bg-sunken p-4 font-mono text-xs whitespace-pre-wrap">
        {source}
      </pre>
    </details>
  )
}
