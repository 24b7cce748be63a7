'use client'

import { Activity, useMemo, useRef, useState, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import type { RecordedEvent } from '@/lib/inspector/recording/recorded-event'
import type { ShownFacts } from '@/lib/inspector/sources/build-facts'
import {
  buildTimeline,
  nameOf,
  outcomeOf,
  statusOf,
  type TimelineRequest,
} from '@/lib/inspector/timeline/timeline'
import type { TourProgress } from '@/lib/inspector/timeline/tour-progress'
import { ActionsPanel } from './actions/actions-panel'
import { useActions, type DemoAccount } from './actions/use-actions'
import { ConnectionBadge } from './connection-badge'
import { Replay, shownOf, type Shown } from './sequence/replay'
import { Sequence, type Chosen } from './sequence/sequence'
import { TenQuestions } from './tour/ten-questions'
import { Tour } from './tour/tour'
import { putInAddress } from './page-address'
import { useRecording } from './use-recording'
import { VIEWS, type ViewId } from './view-ids'
import { ViewLinks } from './view-links'
import { AttackScenarios } from './views/attack-scenarios'
import { CallbackMatrix } from './views/callback-matrix'
import { CookieJar } from './views/cookie-jar'
import type { CookieSettings } from './views/cookie-table'
import { CsrfPair } from './views/csrf-pair'
import { Diagnosis } from './views/diagnosis'
import { FourViews, type ServerView } from './views/four-views'
import { RecordingTools } from './views/recording-tools'
import { RedirectComparison } from './views/redirect-comparison'
import { SessionClock, type ClockedSession } from './views/session-clock'
import { SessionLocationsView } from './views/session-locations'
import { TokenAndSession } from './views/token-and-session'

type InspectorProps = {
  authUrl: string
  events: readonly RecordedEvent[]
  facts: ShownFacts
  server: ServerView
  /** The request of this page, which may not be recorded. */
  pageRequest: TimelineRequest
  cookies: CookieSettings
  session: ClockedSession | null
  demo: DemoAccount | null
  /** The view that is shown at first. */
  view: ViewId
  /** How far the visitor was in the tour. */
  tour: TourProgress
}

/** The inspector: actions and tour on the left, the recording in its views on the right. */
export function Inspector(props: InspectorProps) {
  const stream = useRecording(props.events)
  const [unfolded, setUnfolded] = useState<readonly PanelId[]>([])
  const unfold = (panel: PanelId) =>
    setUnfolded((before) => (before.includes(panel) ? before : [...before, panel]))
  const actions = useActions(props.demo, () => unfold('request'))
  const [imported, setImported] = useState<readonly RecordedEvent[] | null>(null)
  const [shown, setShown] = useState<Shown>(null)
  const [chosen, setChosen] = useState<Chosen>(null)
  const [view, setView] = useState(props.view)
  const events = imported ?? stream.events
  const timeline = useMemo(() => buildTimeline(events), [events])
  const replayed = useMemo(() => shownOf(timeline, shown), [timeline, shown])
  // Scenarios have cookies and callbacks of their own.
  const own = useMemo(
    () => timeline.filter(({ in: one }) => one.scenario === undefined),
    [timeline],
  )
  const withPage = useMemo(
    () => (imported ? own : inOrder([...own, props.pageRequest])),
    [own, imported, props.pageRequest],
  )
  const stepCount = timeline.reduce((sum, { steps }) => sum + Math.max(1, steps.length), 0)

  const views = useRef<HTMLDivElement>(null)

  function open(next: ViewId) {
    setView(next)
    putInAddress({ view: next })
  }

  /** Opens a view from elsewhere on the page, and takes the visitor there. */
  function show(next: ViewId, request?: string, step?: string) {
    if (request !== undefined) setChosen({ request, step })
    open(next)
    views.current?.focus({ preventScroll: true })
    bringIntoSight()
  }

  function bringIntoSight() {
    const top = views.current?.getBoundingClientRect().top ?? 0
    if (top < 0 || top > window.innerHeight / 2) views.current?.scrollIntoView()
  }

  const panels: Record<ViewId, ReactNode> = {
    sequence: (
      <Sequence
        timeline={replayed}
        facts={props.facts}
        isKept={imported === null}
        isReplaying={shown !== null}
        chosen={chosen}
        onChoose={setChosen}
      >
        <span className="flex flex-wrap items-center gap-2 print:hidden noscript:hidden">
          <ConnectionBadge connection={stream.connection} isImported={imported !== null} />
          <Replay stepCount={stepCount} shown={shown} onShow={setShown} />
          <Button tone="quiet" size="small" onClick={() => void stream.clear()}>
            Clear
          </Button>
        </span>
      </Sequence>
    ),
    locations: (
      <SessionLocationsView
        timeline={withPage}
        isSignedIn={imported === null && props.session !== null}
      />
    ),
    cookies: <CookieJar timeline={withPage} settings={props.cookies} />,
    token: <TokenAndSession timeline={own} />,
    csrf: <CsrfPair timeline={own} />,
    callbacks: <CallbackMatrix timeline={own} />,
    redirect: (
      <RedirectComparison
        timeline={own}
        actions={actions}
        onShow={(request) => show('sequence', request)}
      />
    ),
    agreement: <FourViews server={props.server} />,
    clock: <SessionClock session={props.session} />,
    attacks: (
      <AttackScenarios
        timeline={timeline}
        timingRatio={props.facts.timingRatio}
        onShow={(request, step) => show('sequence', request, step)}
      />
    ),
    questions: <TenQuestions timeline={own} actions={actions} onShow={show} />,
    diagnosis: <Diagnosis timeline={own} stream={stream} authUrl={props.authUrl} />,
    export: (
      <RecordingTools
        events={events}
        timeline={timeline}
        isImported={imported !== null}
        onOpen={(opened) => {
          setShown(null)
          setChosen(null)
          setImported(opened)
        }}
      />
    ),
  }

  return (
    <div className="grid grid-cols-1 gap-5 lg:grid-cols-[21rem_minmax(0,1fr)] lg:items-start lg:gap-6 noscript:grid-cols-1!">
      <div className="grid grid-cols-1 items-start gap-5 md:grid-cols-2 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:grid-cols-1 lg:overflow-y-auto print:hidden noscript:hidden">
        <div className="grid grid-cols-2 gap-2 md:col-span-2 md:flex lg:hidden">
          {(Object.keys(PANELS) as PanelId[]).map((id) => (
            <Button
              key={id}
              tone="quiet"
              size="small"
              aria-expanded={unfolded.includes(id)}
              onClick={() =>
                unfolded.includes(id)
                  ? setUnfolded(unfolded.filter((one) => one !== id))
                  : unfold(id)
              }
            >
              {PANELS[id]}
            </Button>
          ))}
        </div>
        <div className={unfolded.includes('request') ? '' : FOLDED}>
          <ActionsPanel actions={actions} demo={props.demo} />
        </div>
        <div className={unfolded.includes('tour') ? '' : FOLDED}>
          <Tour timeline={own} actions={actions} initial={props.tour} onShow={show} />
        </div>
      </div>
      <div
        id="views"
        ref={views}
        tabIndex={-1}
        className="grid min-w-0 grid-cols-1 gap-4 outline-none"
      >
        <ViewLinks
          current={view}
          onChoose={(next) => {
            open(next)
            bringIntoSight()
          }}
        />
        {(Object.keys(VIEWS) as ViewId[]).map((id) => (
          <Activity key={id} mode={id === view ? 'visible' : 'hidden'}>
            {panels[id]}
          </Activity>
        ))}
      </div>
      <p role="status" className="sr-only">
        {announcementOf(replayed)}
      </p>
    </div>
  )
}

/** On a narrow screen these are folded away, so that the views are in sight. */
const PANELS = { tour: 'Guided tour', request: 'Make a request' } as const
type PanelId = keyof typeof PANELS
const FOLDED = 'max-lg:hidden'

function inOrder(timeline: TimelineRequest[]): TimelineRequest[] {
  return timeline.sort((one, other) => one.atMs - other.atMs)
}

/** For screen readers: the newest answer in one sentence. */
function announcementOf(timeline: readonly TimelineRequest[]): string {
  const newest = timeline.findLast(({ answer }) => answer !== null)
  if (!newest) return ''
  return `${nameOf(newest)}: ${statusOf(newest)}, ${outcomeOf(newest)}, ${newest.steps.length} steps.`
}
