'use client'

import { useRouter } from 'next/navigation'
import { useState, type ComponentProps } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Countdown } from '@/components/ui/countdown'
import { Description, DescriptionList } from '@/components/ui/description-list'
import { LocalTime } from '@/components/ui/local-time'
import { askInspector } from './ask-inspector'

export type ClockedSession = {
  startedIso: string
  lastSeenIso: string
  idleEndIso: string
  absoluteEndIso: string
  nextRenewalIso: string
  nowIso: string
}

const SIMULATIONS = [
  {
    command: 'revoke',
    title: 'Revoke this session',
    result:
      'The row is ended. The cookie is still here, and worth nothing. Every other tab finds out as it comes forward.',
  },
  {
    command: 'elsewhere',
    title: 'End it from another device',
    result:
      'Another session of yours was opened, ended this one, and is gone again. Every other tab finds out as it comes forward.',
  },
  {
    command: 'idle',
    title: 'Let it idle out',
    result:
      'The row’s idle end is twenty seconds from now. Turn to another tab, and watch it warn and then end.',
  },
] as const

/** When the session ends, and what can be done to see it end. */
export function SessionClock({ session }: { session: ClockedSession | null }) {
  const router = useRouter()
  const [busy, setBusy] = useState<string | null>(null)
  const [input, setSaid] = useState('')

  async function perform({ command, result }: (typeof SIMULATIONS)[number]) {
    setBusy(command)
    const answer = await askInspector({ do: command })
    const isDone = typeof answer === 'object' && answer !== null && 'done' in answer && answer.done
    setSaid(isDone ? result : 'There is no session to do this to any more.')
    router.refresh()
    setBusy(null)
  }

  return (
    <Card title="The session’s clock">
      <p className="mb-4 text-sm text-muted">
        A session has two ends: one that moves on while somebody is there, and one that does not.
        Both stand in its row, so a browser cannot put either of them off.
      </p>
      {session ? (
        <div className="grid gap-5 lg:grid-cols-2">
          <div className="grid content-start gap-5 sm:grid-cols-2">
            <End
              title="If nothing happens"
              label="Time until the idle end"
              startIso={session.lastSeenIso}
              untilIso={session.idleEndIso}
              serverNowIso={session.nowIso}
            />
            <End
              title="At the latest"
              label="Time until the absolute end"
              startIso={session.startedIso}
              untilIso={session.absoluteEndIso}
              serverNowIso={session.nowIso}
            />
          </div>
          <DescriptionList>
            <Description label="Last renewal">
              <LocalTime iso={session.lastSeenIso} />
            </Description>
            <Description label="Next renewal">
              from <LocalTime iso={session.nextRenewalIso} /> on, with the next activity
            </Description>
            <Description label="Next check">at the next request: every one asks</Description>
          </DescriptionList>
        </div>
      ) : (
        <p className="text-muted">Nobody is signed in, so no clock is running.</p>
      )}
      {session && (
        <div className="mt-5 flex flex-wrap gap-2">
          {SIMULATIONS.map((one) => (
            <Button
              key={one.command}
              tone={one.command === 'idle' ? 'quiet' : 'danger'}
              size="small"
              isBusy={busy === one.command}
              onClick={() => void perform(one)}
            >
              {one.title}
            </Button>
          ))}
        </div>
      )}
      <p role="status" className="mt-3 text-sm empty:hidden">
        {input}
      </p>
    </Card>
  )
}

function End({ title, ...countdown }: { title: string } & ComponentProps<typeof Countdown>) {
  return (
    <div className="rounded-md bg-sunken p-4">
      <p className="mb-1 text-sm text-muted">{title}</p>
      <Countdown {...countdown} />
    </div>
  )
}
