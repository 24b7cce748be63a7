import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { RelativeTime } from '@/components/ui/relative-time'
import { TextLink } from '@/components/ui/text-link'
import { personEventsPath } from '@/lib/domain/audit/audit-path'

export type ShownEvent = {
  id: string
  text: string
  needsReview: boolean
  isSimulated: boolean
  isByAdministrator: boolean
  /** Why, in an administrator's words. */
  note: string | null
  atIso: string
}

/** Recent activity of an account. */
export function UserEvents({
  userId,
  events,
  nowIso,
}: {
  userId: string
  events: readonly ShownEvent[]
  nowIso: string
}) {
  return (
    <Card
      title="Recent activity"
      aside={<TextLink href={personEventsPath(userId)}>All events</TextLink>}
    >
      {events.length === 0 && <p className="text-muted">No activity yet.</p>}
      <ol className="divide-y divide-line">
        {events.map((event) => (
          <li key={event.id} className="grid gap-0.5 py-2.5 first:pt-0 last:pb-0">
            <div className="flex flex-wrap justify-between gap-x-6 gap-y-0.5">
              <span className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
                <span className="min-w-0">
                  {event.text}
                  {event.isByAdministrator && (
                    <span className="text-muted"> by an administrator</span>
                  )}
                </span>
                {event.needsReview && <Badge tone="caution">Review</Badge>}
                {event.isSimulated && <Badge>Simulated</Badge>}
              </span>
              <span className="text-sm leading-6 text-muted">
                <RelativeTime iso={event.atIso} nowIso={nowIso} />
              </span>
            </div>
            {event.note !== null && (
              <p dir="auto" className="text-sm text-muted">
                Reason: {event.note}
              </p>
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}
