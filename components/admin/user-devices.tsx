import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { RelativeTime } from '@/components/ui/relative-time'

export type ShownSession = {
  /** Browser and system in words. */
  device: string
  address: string
  createdIso: string
  lastSeenIso: string
  /** Whether its cookies work on its device alone. */
  isBound: boolean
}

/** A user's active sessions. */
export function UserDevices({
  sessions,
  count,
  nowIso,
}: {
  sessions: readonly ShownSession[]
  /** Of all sessions; only the most recently used are shown. */
  count: number
  nowIso: string
}) {
  return (
    <Card title="Devices" aside={<Badge>{String(count)}</Badge>}>
      {sessions.length === 0 && <p className="text-muted">No active sessions</p>}
      <ul className="divide-y divide-line">
        {sessions.map((session, index) => (
          <li key={index} className="grid gap-0.5 py-3 first:pt-0 last:pb-0">
            <p className="font-medium">{session.device}</p>
            <p className="text-sm text-muted">
              <span className="font-mono">{session.address}</span> · Last active{' '}
              <RelativeTime iso={session.lastSeenIso} nowIso={nowIso} /> · Signed in{' '}
              <RelativeTime iso={session.createdIso} nowIso={nowIso} />
              {session.isBound && ' · Bound to its device'}
            </p>
          </li>
        ))}
      </ul>
      {count > sessions.length && (
        <p className="mt-4 text-sm text-muted">and {count - sessions.length} more</p>
      )}
    </Card>
  )
}
