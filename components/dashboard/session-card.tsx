'use client'

import { useSession } from 'next-auth/react'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Countdown } from '@/components/ui/countdown'
import { Description, DescriptionList } from '@/components/ui/description-list'
import { LocalTime } from '@/components/ui/local-time'
import { BOUND_SENTENCE } from '@/lib/domain/sessions/session-binding'

type SessionCardProps = {
  /** In words. */
  device: string
  address: string
  /** How it was signed in, in words. */
  method: string
  remember: boolean
  /** Whether its cookies work on this device alone. */
  isBound: boolean
  startedIso: string
  lastSeenIso: string
  idleEndIso: string
  absoluteEndIso: string
  nowIso: string
}

/** The current session: device, start and end, with a live countdown to each limit. */
export function SessionCard(props: SessionCardProps) {
  const { device, address, method, remember, isBound, startedIso, absoluteEndIso, nowIso } = props
  const idle = useIdleLimit(props)
  return (
    <Card title="This session" aside={<Badge tone="accent">Signed in</Badge>}>
      <div className="mb-6 grid gap-5 sm:grid-cols-2">
        {!remember && (
          <Limit title="Idle timeout" note="Renewed while you’re active.">
            <Countdown
              label="Time until idle timeout"
              startIso={idle.startIso}
              untilIso={idle.endIso}
              serverNowIso={nowIso}
            />
          </Limit>
        )}
        <Limit
          title={remember ? 'Remembered for' : 'Session limit'}
          note={remember ? 'You asked to be remembered on this device.' : 'Then you sign in again.'}
        >
          <Countdown
            label="Time until session limit"
            startIso={startedIso}
            untilIso={absoluteEndIso}
            serverNowIso={nowIso}
          />
        </Limit>
      </div>
      <DescriptionList>
        <Description label="Device">{device}</Description>
        <Description label="IP address">
          <span className="font-mono text-sm">{address}</span>
        </Description>
        <Description label="Signed in with">{method}</Description>
        {isBound && <Description label="Protection">{BOUND_SENTENCE}</Description>}
        <Description label="Started">
          <LocalTime iso={startedIso} />
        </Description>
        <Description label="Expires">
          <LocalTime iso={remember ? absoluteEndIso : idle.endIso} />
        </Description>
      </DescriptionList>
    </Card>
  )
}

/** Activity reports move the idle end while the page is open. */
function useIdleLimit({ lastSeenIso, idleEndIso, absoluteEndIso }: SessionCardProps) {
  const { data } = useSession()
  const heard = data && data.expires < absoluteEndIso && data.expires > idleEndIso
  if (!heard) return { startIso: lastSeenIso, endIso: idleEndIso }
  const idleMs = Date.parse(idleEndIso) - Date.parse(lastSeenIso)
  const startIso = new Date(Date.parse(data.expires) - idleMs).toISOString()
  return { startIso, endIso: data.expires }
}

function Limit({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <div className="rounded-md bg-sunken p-4">
      <p className="mb-1 text-sm text-muted">{title}</p>
      {children}
      <p className="mt-2.5 text-xs text-muted">{note}</p>
    </div>
  )
}
