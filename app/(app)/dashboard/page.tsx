import type { Metadata } from 'next'
import { AdminOverview } from '@/app/(app)/admin/admin-overview' // optional part: admin
import { ACCOUNT_PAGES } from '@/app/navigation'
import { AccountCard } from '@/components/dashboard/account-card'
import { CopiedSession } from '@/components/dashboard/copied-session'
import { PersonCard } from '@/components/dashboard/person-card'
import { SessionCard } from '@/components/dashboard/session-card'
import { PageHeading } from '@/components/ui/page-heading'
import { requireViewer } from '@/lib/auth/guards'
import { describeDevice } from '@/lib/domain/sessions/device'
import { signInMethodLabel } from '@/lib/domain/two-factor/sign-in-method'

export const metadata: Metadata = { title: 'Dashboard' }

export default async function DashboardPage() {
  const viewer = await requireViewer()
  const now = new Date()
  const { session } = viewer
  return (
    <>
      <PageHeading title="Dashboard">Your profile and current session.</PageHeading>
      {session.tellsOfCopy && <CopiedSession />}
      <div className="grid gap-5 lg:grid-cols-2 lg:gap-6">
        <PersonCard person={viewer} />
        <SessionCard
          device={describeDevice(session.userAgent)}
          address={session.address}
          method={signInMethodLabel(session.method)}
          remember={session.remember}
          isBound={session.boundAt !== null}
          startedIso={session.createdAt.toISOString()}
          lastSeenIso={session.lastSeenAt.toISOString()}
          idleEndIso={session.idleEndAt.toISOString()}
          absoluteEndIso={session.absoluteEndAt.toISOString()}
          nowIso={now.toISOString()}
        />
        <AccountCard pages={ACCOUNT_PAGES} />
        {/* optional part: admin */}
        <AdminOverview viewer={viewer} now={now} />
      </div>
    </>
  )
}
