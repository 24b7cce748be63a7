'use client'

import { useRouter } from 'next/navigation'
import { useState, type ComponentProps } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Countdown } from '@/components/ui/countdown'
import { Description, DescriptionList } from '@/components/ui/description-list'
import { LocalTime } from '@/components/ui/local-time'
import { askInspector } from '../actions/ask-inspector'

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
      'The row has ended. The cookie is still here but worthless. Other tabs notice when they are shown again.',
  },
  {
    command: 'elsewhere',
    title: 'End it from another device',
    result:
      'Another session of yours was opened and ended this one. Other tabs notice when they are shown again.',
  },
  {
    command: 'idle',
    title: 'Let it idle out',
    result:
      'The idle end is twenty seconds from now. Other tabs of this site show a warning and then sign out.',
  },
] as const

/** When the session ends, and ways to end it. */
export function SessionClock({ session }: { session: ClockedSession | null }) {
  const router = useRouter()
  const [busy, setBusy] = useState<string | null>(null)
  const [message, setMessage] = useState('')

  async function perform({ command, result }: (typeof SIMULATIONS)[number]) {
    setBusy(command)
    const answer = await askInspector({ do: command })
    const isDone = typeof answer === 'object' && answer !== null && 'done' in answer && answer.done
    setMessage(isDone ? result : 'That session has already ended.')
    router.refresh()
    setBusy(null)
  }

  return (
    <Card title="Session clock">
      <p className="mb-4 text-sm text-muted">
        A session has two ends: the idle end moves with activity, the absolute end does not. Both
        are in its row, so a browser cannot postpone either.
      </p>
      {session ? (
        <div className="grid gap-5">
          <div className="grid content-start gap-5 sm:grid-cols-2">
            <End
              title="Without activity"
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
              with the first activity after <LocalTime iso={session.nextRenewalIso} />
            </Description>
            <Description label="Next check">
              at the next request, in memory or, after a change, in the database
            </Description>
          </DescriptionList>
        </div>
      ) : (
        <p className="text-muted">Nobody is signed in, so there is nothing to count down.</p>
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
        {message}
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
