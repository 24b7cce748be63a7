import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AuditEvents } from '@/components/admin/audit-events'
import { AuditExport } from '@/components/admin/audit-export'
import { AuditFilter } from '@/components/admin/audit-filter'
import { AuditPeople } from '@/components/admin/audit-people'
import { PageHeading } from '@/components/ui/page-heading'
import { PageLinks } from '@/components/ui/page-links'
import { requireAdmin } from '@/lib/auth/guards'
import { isUuid } from '@/lib/domain/accounts/identifiers'
import { auditPath, auditPositionOf } from '@/lib/domain/audit/audit-path'
import { auditQuestionSchema } from '@/lib/schemas/audit-question'
import { findPeople } from '@/lib/services/admin-pages/find-people'
import { listAuditLog } from '@/lib/services/audit/audit-listing'
import { shownEvent } from './shown'

export const metadata: Metadata = { title: 'Audit log' }

type Query = Record<string, string | string[] | undefined>

export default async function AuditPage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireAdmin('audit')
  const query = await searchParams
  const question = auditQuestionSchema.parse(query)
  const found = await findPeople(viewer, question.person, new Date())
  const list = found && (await listAuditLog(viewer, question, found.ids, auditPositionOf(query)))
  if (!list) notFound()
  const { ids, people, isMore } = found
  const named = isUuid(question.person) ? people[0] : undefined
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6 sm:flex-nowrap">
        <PageHeading title="Audit log">
          What happened to every account. Events are never changed; seals show tampering.
        </PageHeading>
        <div className="mb-7">
          <AuditExport question={question} />
        </div>
      </div>
      <AuditFilter question={question} person={named ? `@${named.username}` : question.person} />
      <div className="grid gap-4">
        <AuditPeople people={people} isMore={isMore} />
        <AuditEvents
          events={list.events.map(shownEvent)}
          question={question}
          isPersonUnknown={ids?.length === 0}
        />
        <PageLinks
          previousHref={list.previous && auditPath(question, list.previous)}
          nextHref={list.next && auditPath(question, list.next)}
        />
      </div>
    </>
  )
}
