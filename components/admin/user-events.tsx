import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { LocalTime } from '@/components/ui/local-time'

export type ShownEvent = {
  id: string
  text: string
  needsReview: boolean
  isByAdministrator: boolean
  atIso: string
}

/** Recent activity of an account. */
export function UserEvents({ events }: { events: readonly ShownEvent[] }) {
  return (
    <Card title="Recent activity">
      {events.length === 0 && <p className="text-muted">No activity yet.</p>}
      <ol className="divide-y divide-line">
        {events.map((event) => (
          <li
            key={event.id}
            className="flex flex-wrap justify-between gap-x-6 gap-y-0.5 py-2.5 first:pt-0 last:pb-0"
          >
            <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <span>
                {event.text}
                {event.isByAdministrator && (
                  <span className="text-muted"> by an administrator</span>
                )}
              </span>
              {event.needsReview && <Badge tone="caution">Review</Badge>}
            </span>
            <span className="text-sm leading-6 text-muted">
              <LocalTime iso={event.atIso} />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  )
}
