import { Badge } from '@/components/ui/badge'
import { LocalTime } from '@/components/ui/local-time'

export type ShownActivity = {
  id: string
  text: string
  needsReview: boolean
  isByAdministrator: boolean
  atIso: string
  /** Browser and system in words; null when that is not kept, or not theirs to see. */
  device: string | null
  address: string | null
}

/** What happened to one's own account. */
export function ActivityList({ events }: { events: readonly ShownActivity[] }) {
  if (events.length === 0) return <p className="text-muted">No activity yet.</p>
  return (
    <ol aria-label="Activity" className="divide-y divide-line">
      {events.map((event) => (
        <li
          key={event.id}
          className="grid gap-x-6 gap-y-1 py-4 first:pt-0 last:pb-0 sm:grid-cols-[minmax(0,1fr)_auto]"
        >
          <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
            <span className="min-w-0">
              {event.text}
              {event.isByAdministrator && ' by an administrator'}
            </span>
            {event.needsReview && <Badge tone="caution">Review</Badge>}
          </p>
          <p className="text-sm leading-6 text-muted sm:text-right">
            <LocalTime iso={event.atIso} />
          </p>
          {event.address !== null && (
            <p className="min-w-0 text-sm text-muted sm:col-span-2">
              {event.device} · <span className="font-mono">{event.address}</span>
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}
