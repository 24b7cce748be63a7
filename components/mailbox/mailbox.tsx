import { buttonClass } from '@/components/ui/button-class'
import { Icon } from '@/components/ui/icon'
import { MAIL } from '@/components/ui/icons'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { MailList, type ListedMail } from './mail-list'
import { MailView, type OpenMail } from './mail-view'

/**
 * Everything the app has emailed, to anyone; outside production only.
 *
 * @param props.isChosen the visitor opened this email; otherwise the newest shows on wide screens
 */
export function Mailbox({
  mails,
  open,
  isChosen,
}: {
  mails: readonly ListedMail[]
  open: OpenMail | null
  isChosen: boolean
}) {
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6">
        <PageHeading title="Mailbox">
          Every email this installation has sent. This page doesn’t exist in production.
        </PageHeading>
        <a href="/mailbox" className={`${buttonClass('quiet', 'small')} mb-7`}>
          Refresh
        </a>
      </div>
      {mails.length === 0 && !open ? (
        <NoMail />
      ) : (
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
          <div className={isChosen ? 'hidden lg:block' : ''}>
            <MailList mails={mails} openId={open?.id} />
          </div>
          {open && (
            <div className={isChosen ? 'grid min-w-0 gap-4' : 'hidden min-w-0 lg:block'}>
              {isChosen && (
                <p className="lg:hidden">
                  <TextLink href="/mailbox">All email</TextLink>
                </p>
              )}
              <MailView mail={open} />
            </div>
          )}
        </div>
      )}
    </>
  )
}

function NoMail() {
  return (
    <div className="grid justify-items-center gap-4 rounded-lg border border-dashed border-control/60 px-6 py-16 text-center">
      <span className="grid size-12 place-items-center rounded-full bg-accent-soft text-accent-text">
        <Icon path={MAIL} className="size-6" />
      </span>
      <h2 className="text-xl font-semibold">No email yet</h2>
      <p className="max-w-md text-muted">
        Create an account or request a reset link, and the email appears here.
      </p>
      <div className="flex flex-wrap justify-center gap-3">
        <a href="/sign-up" className={buttonClass()}>
          Create account
        </a>
        <a href="/forgot-password" className={buttonClass('quiet')}>
          Forgot password?
        </a>
      </div>
    </div>
  )
}
