import { Badge } from '@/components/ui/badge'
import type { Connection } from './recording-feed'

const CONNECTIONS: Record<Connection, string> = {
  connecting: 'Connecting…',
  live: 'Live',
  polling: 'Polling',
  paused: 'Paused',
  'no-recording': 'No recording',
}

/** How the recording is kept up to date. */
export function ConnectionBadge({
  connection,
  isImported,
}: {
  connection: Connection
  isImported: boolean
}) {
  if (isImported) return <Badge tone="caution">A recording from a file</Badge>
  return (
    <Badge tone={connection === 'live' ? 'accent' : 'neutral'}>{CONNECTIONS[connection]}</Badge>
  )
}
