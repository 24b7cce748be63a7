import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'

export type ShownAuditEvent = {
  id: string
  atIso: string
  action: string
  result: 'SUCCESS' | 'FAILURE'
  actorId: string | null
  actorUsername: string | null
  targetId: string | null
  targetUsername: string | null
  address: string | null
  device: string | null
  /** As JSON. */
  details: string
}

/** The log as recorded: action names, times in UTC. */
export function AuditEventList({
  events,
  isPersonUnknown,
}: {
  events: readonly ShownAuditEvent[]
  isPersonUnknown: boolean
}) {
  if (events.length === 0) {
    return (
      <p className="rounded-lg border border-line bg-surface p-5 text-muted shadow-card sm:p-7">
        {isPersonUnknown
          ? 'No account has that username or email. Look up a deleted account by its id.'
          : 'No events match these filters.'}
      </p>
    )
  }
  return (
    <ol
      aria-label="Events"
      className="overflow-hidden rounded-lg border border-line bg-surface shadow-card"
    >
      {events.map((event) => (
        <EventRow key={event.id} event={event} />
      ))}
    </ol>
  )
}

function EventRow({ event }: { event: ShownAuditEvent }) {
  const { action, result, atIso, address, device, details } = event
  return (
    <li className="grid gap-2 border-t border-line px-4 py-3.5 first:border-t-0 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 font-mono text-sm font-medium break-all">{action}</span>
        <Badge tone={result === 'FAILURE' ? 'caution' : 'neutral'}>
          {result === 'FAILURE' ? 'Failure' : 'Success'}
        </Badge>
        <span className="text-sm text-muted sm:ml-auto">
          <time dateTime={atIso}>{atIso.slice(0, 19).replace('T', ' ')}</time> UTC
        </span>
      </div>
      <dl className="grid gap-x-6 gap-y-1 text-sm sm:grid-cols-2 lg:grid-cols-4">
        <Detail label="Actor">
          <Person id={event.actorId} username={event.actorUsername} nobody="Unknown" />
        </Detail>
        <Detail label="Target">
          <Person id={event.targetId} username={event.targetUsername} nobody="None" />
        </Detail>
        <Detail label="IP address">
          {address === null ? 'Not stored' : <span className="font-mono">{address}</span>}
        </Detail>
        <Detail label="Device">{device ?? 'Not stored'}</Detail>
        {details !== '{}' && (
          <Detail label="Details" wide>
            <code className="font-mono break-all">{details}</code>
          </Detail>
        )}
      </dl>
    </li>
  )
}

function Detail({
  label,
  wide = false,
  children,
}: {
  label: string
  wide?: boolean
  children: ReactNode
}) {
  return (
    <div className={`flex min-w-0 gap-x-2 ${wide ? 'sm:col-span-2 lg:col-span-4' : ''}`}>
      <dt className="shrink-0 text-muted">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}

/** By username while the account exists; a deleted one only has its id. */
function Person({
  id,
  username,
  nobody,
}: {
  id: string | null
  username: string | null
  nobody: string
}) {
  if (id === null) return <span className="text-muted">{nobody}</span>
  return (
    <a href={`/admin/audit?person=${id}`} className="text-link break-all">
      {username === null ? id : `@${username}`}
    </a>
  )
}
