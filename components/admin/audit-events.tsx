import { DataTable } from '@/components/ui/data-table'
import { auditPath } from '@/lib/domain/audit/audit-path'
import type { AuditQuestion } from '@/lib/domain/audit/audit-listing'
import { AuditEventRow, type ShownAuditEvent } from './audit-event-row'

/** The events of one page, in the order of the question. */
export function AuditEvents({
  events,
  question,
  isPersonUnknown,
}: {
  events: readonly ShownAuditEvent[]
  question: AuditQuestion
  isPersonUnknown: boolean
}) {
  if (events.length === 0) return <NoEvents isPersonUnknown={isPersonUnknown} />
  const isNewestFirst = question.order === 'newest'
  const sort = {
    href: auditPath({ ...question, order: isNewestFirst ? 'oldest' : 'newest' }, null),
    direction: isNewestFirst ? 'descending' : 'ascending',
  } as const
  return (
    <DataTable
      label="Events"
      columns={[
        ...[{ label: 'Event' }, { label: 'Account' }, { label: 'By' }, { label: 'From' }],
        { label: 'Time', sort },
      ]}
    >
      {events.map((event) => (
        <AuditEventRow key={event.id} event={event} />
      ))}
    </DataTable>
  )
}

function NoEvents({ isPersonUnknown }: { isPersonUnknown: boolean }) {
  return (
    <div className="grid justify-items-center gap-2 rounded-lg border border-dashed border-control/60 px-6 py-14 text-center">
      <h2 className="text-xl font-semibold">No events found</h2>
      <p className="max-w-md text-muted">
        {isPersonUnknown
          ? 'No account has that in its name, username or email. Look up a deleted account by its id.'
          : 'No events match these filters. Remove one to see more.'}
      </p>
    </div>
  )
}
