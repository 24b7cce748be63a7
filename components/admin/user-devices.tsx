import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { LocalTime } from '@/components/ui/local-time'

export type ShownSession = {
  /** Browser and system in words. */
  device: string
  address: string
  createdIso: string
  lastSeenIso: string
}

/** A user's active sessions. */
export function UserDevices({
  sessions,
  count,
}: {
  sessions: readonly ShownSession[]
  /** Of all sessions; only the most recently used are shown. */
  count: number
}) {
  return (
    <Card title="Devices" aside={<Badge>{String(count)}</Badge>}>
      {sessions.length === 0 && <p className="text-muted">No active sessions</p>}
      <ul className="divide-y divide-line">
        {sessions.map((session, index) => (
          <li key={index} className="grid gap-0.5 py-3 first:pt-0 last:pb-0">
            <p className="font-medium">{session.device}</p>
            <p className="font-mono text-sm">{session.address}</p>
            <p className="text-sm text-muted">
              Signed in <LocalTime iso={session.createdIso} />, last active{' '}
              <LocalTime iso={session.lastSeenIso} />
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
