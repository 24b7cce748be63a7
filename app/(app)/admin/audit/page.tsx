import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AuditExport } from '@/components/admin/audit-export'
import { AuditFilter } from '@/components/admin/audit-filter'
import { AuditEventList } from '@/components/admin/audit-event-list'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { requireAdmin } from '@/lib/auth/guards'
import { parseAuditCursor } from '@/lib/domain/audit/audit-listing'
import { auditPath } from '@/lib/domain/audit/audit-path'
import { describeDevice } from '@/lib/domain/sessions/device'
import { auditQuestionSchema } from '@/lib/schemas/audit-question'
import { listAuditLog } from '@/lib/services/audit/audit-listing'

export const metadata: Metadata = { title: 'Audit log' }

type Query = Record<string, string | string[] | undefined>

export default async function AuditPage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireAdmin('audit')
  const query = await searchParams
  const question = auditQuestionSchema.parse(query)
  const cursor = parseAuditCursor(query.before)
  const list = await listAuditLog(viewer, question, cursor)
  if (!list) notFound()
  const events = list.events.map(({ at, userAgent, details, ...event }) => ({
    ...event,
    atIso: at.toISOString(),
    device: userAgent === null ? null : describeDevice(userAgent),
    details: details === null ? '{}' : JSON.stringify(details),
  }))
  return (
    <>
      <PageHeading title="Audit log">
        All account events, newest first. The log is append-only and sealed, so tampering shows.
      </PageHeading>
      <AuditFilter question={question} />
      <AuditExport question={question} />
      <AuditEventList events={events} isPersonUnknown={list.isPersonUnknown} />
      {(cursor ?? list.next) && (
        <nav aria-label="Pages" className="mt-6 flex flex-wrap gap-x-6 gap-y-2 text-sm">
          {cursor && <TextLink href={auditPath(question, null)}>Newest</TextLink>}
          {list.next && <TextLink href={auditPath(question, list.next)}>Older</TextLink>}
        </nav>
      )}
    </>
  )
}
