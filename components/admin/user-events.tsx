import { Card } from '@/components/ui/card'
import { Moment } from '@/components/ui/moment'

export type ShownEvent = {
  id: string
  words: string
  atIso: string
  by: 'themselves' | 'an administrator' | null
}

/** What happened to an account lately. */
export function UserEvents({ events }: { events: readonly ShownEvent[] }) {
  return (
    <Card title="Recent activity">
      {events.length === 0 && <p className="text-muted">Nothing so far.</p>}
      <ol className="divide-y divide-line">
        {events.map((event) => (
          <li
            key={event.id}
            className="flex flex-wrap justify-between gap-x-6 gap-y-0.5 py-2.5 first:pt-0 last:pb-0"
          >
            <span>
              {event.words}
              {event.by === 'an administrator' && (
                <span className="text-muted"> by an administrator</span>
              )}
            </span>
            <span className="text-sm leading-6 text-muted">
              <Moment iso={event.atIso} />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  )
}
