'use client'

import { useMemo, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { FlowEvent } from '@/lib/inspector/events'
import type { SourcePlaces } from '@/lib/inspector/source-place'
import { nameOf, tellStory, type StoryRequest } from '@/lib/inspector/story'
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
import { Theatre } from './theatre'
import { TokenAndSession } from './token-and-session'
import { Tour } from './tour'
import { TryIt, type DemoAccount } from './try-it'
import { WhereItLives } from './where-it-lives'
import { useFlowStream, type Connection } from './use-flow-stream'

type InspectorProps = {
  authUrl: string
  events: readonly FlowEvent[]
  sources: SourcePlaces
  server: ServerView
  session: ClockedSession | null
  demo: DemoAccount | null
}

/** The inspector: what this browser's requests did on the server, told as it happens. */
export function Inspector(props: InspectorProps) {
  const stream = useFlowStream(props.events)
  const [imported, setImported] = useState<readonly FlowEvent[] | null>(null)
  const [shown, setShown] = useState<Shown>(null)
  const events = imported ?? stream.events
  const story = useMemo(() => tellStory(events), [events])
  const told = useMemo(() => shownOf(story, shown), [story, shown])
  // Acts have a jar and callbacks of their own.
  const own = useMemo(() => told.filter(({ in: said }) => said.act === undefined), [told])
  const stepCount = story.reduce((sum, { steps }) => sum + Math.max(1, steps.length), 0)
  return (
    <div className="grid gap-5 lg:gap-6">
      <PartLinks />
      <Part id="picture">
        <WhereItLives story={own} isSignedIn={imported === null && props.session !== null} />
      </Part>
      <div className="grid gap-5 lg:grid-cols-2 lg:gap-6">
        <TryIt demo={props.demo} />
        <Part id="tour">
          <Tour story={own} />
        </Part>
      </div>
      <Part id="sequence">
        <Sequence story={told} sources={props.sources} isKept={imported === null}>
          <span className="flex flex-wrap items-center gap-2 print:hidden">
            <ConnectionBadge connection={stream.connection} isImported={imported !== null} />
            {story.length > 0 && <Replay stepCount={stepCount} shown={shown} onShow={setShown} />}
            <Button tone="quiet" size="small" onClick={() => void stream.clear()}>
              Clear
            </Button>
          </span>
        </Sequence>
      </Part>
      <Part id="jar">
        <CookieJar story={own} />
      </Part>
      <Part id="token">
        <TokenAndSession story={own} />
      </Part>
      <div className="grid gap-5 lg:grid-cols-2 lg:gap-6">
        <Part id="csrf">
          <CsrfPair story={own} />
        </Part>
        <Part id="views">
          <FourViews server={props.server} />
        </Part>
      </div>
      <Part id="callbacks">
        <CallbackMatrix story={own} />
      </Part>
      <Part id="clock">
        <SessionClock session={props.session} />
      </Part>
      <Part id="theatre">
        <Theatre story={story} />
      </Part>
      <Part id="diagnosis">
        <Diagnosis story={own} stream={stream} authUrl={props.authUrl} />
      </Part>
      <Part id="along">
        <RecordingTools
          events={events}
          story={story}
          isImported={imported !== null}
          onOpen={(opened) => {
            setShown(null)
            setImported(opened)
          }}
        />
      </Part>
      <p role="status" className="sr-only">
        {newsOf(told)}
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

/** For who listens: the newest answer in one sentence. */
function newsOf(story: readonly StoryRequest[]): string {
  const newest = story.findLast(({ answer }) => answer !== null)
  if (!newest?.answer) return ''
  const { steps, answer } = newest
  return `${nameOf(newest)} answered ${String(answer.out.status)} after ${steps.length} steps.`
}
