import type { Metadata } from 'next'
import { ActivityList } from '@/components/account/activity-list'
import { Card } from '@/components/ui/card'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { requireViewer } from '@/lib/auth/guards'
import { parseAuditCursor, auditCursorText } from '@/lib/domain/audit/audit-listing'
import { describeEvent } from '@/lib/domain/audit/activity-sentences'
import { describeDevice } from '@/lib/domain/sessions/device'
import { listActivity } from '@/lib/services/account/activity'

export const metadata: Metadata = { title: 'Activity' }

export default async function ActivityPage({
  searchParams,
}: {
  searchParams: Promise<{ before?: string | string[] }>
}) {
  const viewer = await requireViewer()
  const cursor = parseAuditCursor((await searchParams).before)
  const { events, next } = await listActivity(viewer, cursor)
  const shown = events.map((event) => ({
    id: event.id,
    ...describeEvent(event),
    atIso: event.at.toISOString(),
    isByAdministrator: event.isByAdministrator,
    device: event.origin && describeDevice(event.origin.userAgent),
    address: event.origin && event.origin.address,
  }))
  return (
    <>
      <PageHeading title="Activity">
        Recent events on your account, newest first. See something you don’t recognize?{' '}
        <TextLink href="/account/security">Change your password</TextLink> to sign out every other
        device.
      </PageHeading>
      <Card title={cursor ? 'Earlier activity' : 'Recent activity'}>
        <ActivityList events={shown} />
        {(cursor ?? next) && (
          <nav aria-label="Pages" className="mt-6 flex flex-wrap gap-x-6 gap-y-2 text-sm">
            {cursor && <TextLink href="/account/activity">Newest</TextLink>}
            {next && (
              <TextLink href={`/account/activity?before=${auditCursorText(next)}`}>Older</TextLink>
            )}
          </nav>
        )}
      </Card>
    </>
  )
}
