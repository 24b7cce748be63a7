import { ACCOUNT_PAGES } from '@/app/navigation'
import { AccountCard } from '@/components/dashboard/account-card'
import { PersonCard } from '@/components/dashboard/person-card'
import { SessionCard } from '@/components/dashboard/session-card'
import { PageHeading } from '@/components/ui/page-heading'
import { describeDevice } from '@/lib/domain/sessions/device'
import { END, PERSON, START } from '../person'

export { metadata } from '@/app/(latchkey)/(app)/dashboard/page'

/** The dashboard, rendered without a session check. */
export default function PlainPage() {
  return (
    <>
      <PageHeading title="Dashboard">Your profile and current session.</PageHeading>
      <div className="grid gap-5 lg:grid-cols-2 lg:gap-6">
        <PersonCard person={PERSON} />
        <SessionCard
          device={describeDevice('')}
          address="127.0.0.1"
          remember={false}
          startedIso={START.toISOString()}
          lastSeenIso={START.toISOString()}
          idleEndIso={END.toISOString()}
          absoluteEndIso={END.toISOString()}
          nowIso={new Date().toISOString()}
        />
        <AccountCard pages={ACCOUNT_PAGES} />
      </div>
    </>
  )
}
