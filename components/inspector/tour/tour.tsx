'use client'

import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import type { TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { completionOf, TOUR, type Stop, type TourAction } from '@/lib/inspector/timeline/tour'
import type { ActionName, Actions } from '../actions/use-actions'
import type { ViewId } from '../view-ids'
import { StopMarks } from './stop-marks'

const ACTION_TITLES: Record<TourAction, string> = {
  'read-session': 'Read the session',
  'wrong-password': 'Try a wrong password',
  'sign-in': 'Sign in',
  update: 'Call update()',
  'load-page': 'Load this page',
  'sign-out': 'Sign out',
  'show-attacks': 'Show the attacks',
}

type Show = (view: ViewId, request?: string) => void

/** Where the visitor is in the tour, and what had been requested and done before this stop. */
type Place = {
  at: number
  before: { requests: ReadonlySet<string>; actions: number }
  done: readonly boolean[]
}

/**
 * Seven stops, then ten questions. A stop counts only what was done at it, and stays until the visitor
 * goes on.
 */
export function Tour({
  timeline,
  actions,
  onShow,
}: {
  timeline: readonly TimelineRequest[]
  actions: Actions
  onShow: Show
}) {
  const soFar = () => ({
    requests: new Set(timeline.map(({ id }) => id)),
    actions: actions.performed.length,
  })
  const [place, setPlace] = useState<Place>(() => ({ at: 0, before: soFar(), done: [] }))
  const stop = TOUR[place.at]
  // The page reads the session by itself, too: that completes nothing.
  const acted = actions.performed.slice(place.before.actions)
  const hasActed = stop !== undefined && acted.some((name) => isOf(stop, name))
  const completion = stop && hasActed ? completionOf(stop, timeline, place.before.requests) : null
  const wasDone = place.done[place.at] === true
  const isDone = completion !== null || wasDone

  function go(at: number) {
    const done = TOUR.map(
      (_, index) => place.done[index] === true || (index === place.at && isDone),
    )
    setPlace({ at, before: soFar(), done })
    if (at === TOUR.length) onShow('questions')
  }

  const doneCount = TOUR.filter((_, index) =>
    index === place.at ? isDone : place.done[index] === true,
  ).length
  return (
    <Card
      title="Guided tour"
      aside={
        <Badge tone={doneCount === TOUR.length ? 'accent' : 'neutral'}>
          {doneCount} of {TOUR.length} done
        </Badge>
      }
    >
      <StopMarks
        titles={TOUR.map(({ title }) => title)}
        at={place.at}
        isDone={(index) => (index === place.at ? isDone : place.done[index] === true)}
        onGo={go}
      />
      <div className="mt-4 grid content-start gap-3">
        {stop ? (
          <CurrentStop
            stop={stop}
            isDone={isDone}
            actions={actions}
            request={completion?.id}
            onShow={onShow}
          />
        ) : (
          <End onShow={onShow} />
        )}
      </div>
      <div className="mt-4 flex gap-2">
        <Button
          tone="quiet"
          size="small"
          isLocked={place.at === 0}
          onClick={() => go(place.at - 1)}
        >
          Back
        </Button>
        <Button
          tone={isDone ? 'primary' : 'quiet'}
          size="small"
          isLocked={place.at === TOUR.length}
          onClick={() => go(place.at + 1)}
        >
          {isDone || place.at === TOUR.length ? 'Next' : 'Skip'}
        </Button>
      </div>
    </Card>
  )
}

/** The form signs in with whichever password was typed. */
function isOf({ actions }: Stop, name: ActionName): boolean {
  return (
    actions.some((one) => one === name) ||
    (name === 'sign-in' && actions.includes('wrong-password'))
  )
}

function CurrentStop({
  stop,
  isDone,
  actions,
  request,
  onShow,
}: {
  stop: Stop
  isDone: boolean
  actions: Actions
  request: string | undefined
  onShow: Show
}) {
  const hasNeed = !stop.needs || (actions.person !== null) === (stop.needs === 'signed-in')
  const offered: readonly TourAction[] =
    hasNeed || isDone ? stop.actions : [stop.needs === 'signed-in' ? 'sign-in' : 'sign-out']
  return (
    <>
      <h3 className="font-medium">{stop.title}</h3>
      <p className="text-sm">
        {hasNeed || isDone
          ? stop.do
          : stop.needs === 'signed-in'
            ? `${stop.do} For this you have to be signed in.`
            : `${stop.do} You are signed in now, so sign out first.`}
      </p>
      <div className="flex flex-wrap gap-2">
        {offered.map((action) => (
          <Button
            key={action}
            size="small"
            tone={isDone ? 'quiet' : 'primary'}
            isBusy={actions.busy === action}
            onClick={() => (action === 'show-attacks' ? onShow('attacks') : actions.run(action))}
          >
            {ACTION_TITLES[action]}
          </Button>
        ))}
      </div>
      <div role="status" className="grid gap-2 text-sm empty:hidden">
        {isDone && (
          <p className="rounded-md bg-accent-soft p-3">
            {stop.see}{' '}
            <button
              type="button"
              className="cursor-pointer text-accent-text underline underline-offset-4"
              onClick={() => onShow(stop.view, request)}
            >
              Show it
            </button>
          </p>
        )}
      </div>
    </>
  )
}

function End({ onShow }: { onShow: Show }) {
  return (
    <>
      <h3 className="font-medium">Ten questions</h3>
      <p className="text-sm">
        The browser holds one encrypted cookie. The server decrypts it. It names a row, and the row
        decides whether you are signed in, and as whom.
      </p>
      <p className="text-sm">
        Can you answer the ten questions? Each answer comes with the step of your own recording that
        proves it.
      </p>
      <div>
        <Button size="small" onClick={() => onShow('questions')}>
          Show the questions
        </Button>
      </div>
    </>
  )
}
