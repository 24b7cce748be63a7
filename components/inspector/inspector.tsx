'use client'

import { useMemo } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { FlowEvent } from '@/lib/flow/events'
import type { SourcePlaces } from '@/lib/flow/source-place'
import { nameOf, tellStory, type StoryRequest } from '@/lib/flow/story'
import { CallbackMatrix } from './callback-matrix'
import { CookieJar } from './cookie-jar'
import { CsrfPair } from './csrf-pair'
import { Diagnosis } from './diagnosis'
import { FourViews, type ServerView } from './four-views'
import { Sequence } from './sequence'
import { SessionClock, type ClockedSession } from './session-clock'
import { Theatre } from './theatre'
import { TokenAndSession } from './token-and-session'
import { TryIt, type DemoAccount } from './try-it'
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
  const { sources, demo, authUrl, server, session } = props
  const stream = useFlowStream(props.events)
  const { events, connection, clear } = stream
  const story = useMemo(() => tellStory(events), [events])
  // Acts have a jar and callbacks of their own.
  const own = useMemo(() => story.filter(({ in: said }) => said.act === undefined), [story])
  return (
    <div className="grid gap-5 lg:gap-6">
      <TryIt demo={demo} />
      <Sequence story={story} sources={sources}>
        <span className="flex flex-wrap items-center gap-2">
          <ConnectionBadge connection={connection} />
          <Button tone="quiet" size="small" onClick={() => void clear()}>
            Clear
          </Button>
        </span>
      </Sequence>
      <CookieJar story={own} />
      <TokenAndSession story={own} />
      <CsrfPair story={own} />
      <CallbackMatrix story={own} />
      <FourViews server={server} />
      <SessionClock session={session} />
      <Theatre story={story} />
      <Diagnosis story={own} stream={stream} authUrl={authUrl} />
      <p role="status" className="sr-only">
        {newsOf(story)}
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

function ConnectionBadge({ connection }: { connection: Connection }) {
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
