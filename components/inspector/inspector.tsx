'use client'

import { useMemo, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { RecordedEvent } from '@/lib/inspector/recording/recorded-event'
import type { SourcePlaces } from '@/lib/inspector/sources/source-places'
import { nameOf, buildTimeline, type TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { CallbackMatrix } from './callback-matrix'
import { CookieJar } from './cookie-jar'
import { CsrfPair } from './csrf-pair'
import { Diagnosis } from './diagnosis'
import { FourViews, type ServerView } from './four-views'
import { Part, PartLinks } from './parts'
import { RecordingTools } from './recording-tools'
import { Replay, shownOf, type Shown } from './replay'
import { Sequence } from './sequence'
import { SessionClock, type ClockedSession } from './session-clock'
import { AttackScenarios } from './attack-scenarios'
import { TokenAndSession } from './token-and-session'
import { Tour } from './tour'
import { TryIt, type DemoAccount } from './try-it'
import { WhereItLives } from './where-it-lives'
import { useRecording, type Connection } from './use-recording'

type InspectorProps = {
  authUrl: string
  events: readonly RecordedEvent[]
  sources: SourcePlaces
  server: ServerView
  session: ClockedSession | null
  demo: DemoAccount | null
}

/** The inspector: what this browser's requests did on the server, told as it happens. */
export function Inspector(props: InspectorProps) {
  const stream = useRecording(props.events)
  const [imported, setImported] = useState<readonly RecordedEvent[] | null>(null)
  const [shown, setShown] = useState<Shown>(null)
  const events = imported ?? stream.events
  const timeline = useMemo(() => buildTimeline(events), [events])
  const told = useMemo(() => shownOf(timeline, shown), [timeline, shown])
  // Scenarios have a jar and callbacks of their own.
  const own = useMemo(() => told.filter(({ in: input }) => input.scenario === undefined), [told])
  const stepCount = timeline.reduce((sum, { steps }) => sum + Math.max(1, steps.length), 0)
  return (
    <div className="grid gap-5 lg:gap-6">
      <PartLinks />
      <Part id="picture">
        <WhereItLives timeline={own} isSignedIn={imported === null && props.session !== null} />
      </Part>
      <div className="grid gap-5 lg:grid-cols-2 lg:gap-6">
        <TryIt demo={props.demo} />
        <Part id="tour">
          <Tour timeline={own} />
        </Part>
      </div>
      <Part id="sequence">
        <Sequence timeline={told} sources={props.sources} isKept={imported === null}>
          <span className="flex flex-wrap items-center gap-2 print:hidden">
            <ConnectionBadge connection={stream.connection} isImported={imported !== null} />
            {timeline.length > 0 && (
              <Replay stepCount={stepCount} shown={shown} onShow={setShown} />
            )}
            <Button tone="quiet" size="small" onClick={() => void stream.clear()}>
              Clear
            </Button>
          </span>
        </Sequence>
      </Part>
      <Part id="jar">
        <CookieJar timeline={own} />
      </Part>
      <Part id="token">
        <TokenAndSession timeline={own} />
      </Part>
      <div className="grid gap-5 lg:grid-cols-2 lg:gap-6">
        <Part id="csrf">
          <CsrfPair timeline={own} />
        </Part>
        <Part id="views">
          <FourViews server={props.server} />
        </Part>
      </div>
      <Part id="callbacks">
        <CallbackMatrix timeline={own} />
      </Part>
      <Part id="clock">
        <SessionClock session={props.session} />
      </Part>
      <Part id="scenarios">
        <AttackScenarios timeline={timeline} />
      </Part>
      <Part id="diagnosis">
        <Diagnosis timeline={own} stream={stream} authUrl={props.authUrl} />
      </Part>
      <Part id="along">
        <RecordingTools
          events={events}
          timeline={timeline}
          isImported={imported !== null}
          onOpen={(opened) => {
            setShown(null)
            setImported(opened)
          }}
        />
      </Part>
      <p role="status" className="sr-only">
        {announcementOf(told)}
      </p>
    </div>
  )
}

const CONNECTIONS: Record<Connection, string> = {
  connecting: 'Connecting…',
  live: 'Live',
  polling: 'Asking every second',
  'no-recording': 'No recording',
}

function ConnectionBadge({
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

/** For screen readers: the newest response in one sentence. */
function announcementOf(timeline: readonly TimelineRequest[]): string {
  const newest = timeline.findLast(({ answer }) => answer !== null)
  if (!newest?.answer) return ''
  const { steps, answer } = newest
  return `${nameOf(newest)} answered ${String(answer.out.status)} after ${steps.length} steps.`
}
