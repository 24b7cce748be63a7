'use client'

import { useSession } from 'next-auth/react'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Countdown } from '@/components/ui/countdown'
import { Fact, Facts } from '@/components/ui/facts'
import { Moment } from '@/components/ui/moment'

type SessionCardProps = {
  /** In words. */
  device: string
  address: string
  remember: boolean
  startedIso: string
  lastSeenIso: string
  idleEndIso: string
  absoluteEndIso: string
  nowIso: string
}

/** How one is signed in, since when, and until when; the ends count down before the eyes. */
export function SessionCard(props: SessionCardProps) {
  const { device, address, remember, startedIso, absoluteEndIso, nowIso } = props
  const idle = useIdleLimit(props)
  return (
    <Card title="This session" aside={<Badge tone="accent">Signed in</Badge>}>
      <div className="mb-6 grid gap-5 sm:grid-cols-2">
        {!remember && (
          <Limit title="If nothing happens" note="Renewed while you are active.">
            <Countdown
              label="Time until the idle limit"
              startIso={idle.startIso}
              untilIso={idle.endIso}
              serverNowIso={nowIso}
            />
          </Limit>
        )}
        <Limit
          title={remember ? 'Until you are asked again' : 'At the latest'}
          note={remember ? 'You chose to be remembered here.' : 'Then you sign in again.'}
        >
          <Countdown
            label="Time until the absolute limit"
            startIso={startedIso}
            untilIso={absoluteEndIso}
            serverNowIso={nowIso}
          />
        </Limit>
      </div>
      <Facts>
        <Fact label="Device">{device}</Fact>
        <Fact label="Address">
          <span className="font-mono text-sm">{address}</span>
        </Fact>
        <Fact label="Signed in since">
          <Moment iso={startedIso} />
        </Fact>
        <Fact label="Signed in until">
          <Moment iso={remember ? absoluteEndIso : idle.endIso} />
        </Fact>
      </Facts>
    </Card>
  )
}

/** The idle end moves while the page stands: the browser hears of it with each report. */
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
