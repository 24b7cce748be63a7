'use client'

import { useEffect, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { provenCount, TEN_QUESTIONS } from '@/lib/inspector/timeline/ten-questions'
import type { TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { completionOf, TOUR, type Stop } from '@/lib/inspector/timeline/tour'
import {
  progressQuery,
  TOUR_LENGTH,
  type TourProgress,
} from '@/lib/inspector/timeline/tour-progress'
import type { ActionName, Actions } from '../actions/use-actions'
import { putInAddress } from '../page-address'
import type { ViewId } from '../view-ids'
import { StopMarks } from './stop-marks'
import { StopTask } from './stop-task'

type Show = (view: ViewId, request?: string) => void

/** Where the visitor is in the tour, and what had been requested and done before this stop. */
type Place = TourProgress & { before: { requests: ReadonlySet<string>; actions: number } }

const LAST = TOUR_LENGTH - 1
const TITLES = [...TOUR.map(({ title }) => title), 'Ten questions']

/**
 * Seven stops, then ten questions. A stop counts only what was done at it, and stays until the visitor
 * goes on. The address keeps how far they are.
 */
export function Tour({
  timeline,
  actions,
  initial,
  onShow,
}: {
  timeline: readonly TimelineRequest[]
  actions: Actions
  initial: TourProgress
  onShow: Show
}) {
  const soFar = () => ({
    requests: new Set(timeline.map(({ id }) => id)),
    actions: actions.performed.length,
  })
  const [place, setPlace] = useState<Place>(() => ({ ...initial, before: soFar() }))
  const { at, before } = place
  const stop = TOUR[at]
  // The page reads the session by itself, too: that completes nothing.
  const acted = actions.performed.slice(before.actions)
  const hasActed = stop !== undefined && acted.some((name) => isOf(stop, name))
  const completion = stop && hasActed ? completionOf(stop, timeline, before.requests) : null
  const isAnswered = at === LAST && provenCount(timeline) === TEN_QUESTIONS.length
  const isDoneNow = completion !== null || isAnswered
  const done = isDoneNow && !place.done.includes(at) ? [...place.done, at] : place.done
  const isDone = done.includes(at)

  const { stop: stopText, done: doneText } = progressQuery({ at, done })
  useEffect(() => putInAddress({ stop: stopText, done: doneText }), [stopText, doneText])

  function go(next: number) {
    setPlace({ at: next, done, before: soFar() })
    if (next === LAST) onShow('questions')
  }

  return (
    <Card
      title="Guided tour"
      isCompact
      aside={
        <Badge tone={done.length === TOUR_LENGTH ? 'accent' : 'neutral'}>
          {done.length} of {TOUR_LENGTH} done
        </Badge>
      }
    >
      <StopMarks titles={TITLES} at={at} isDone={(index) => done.includes(index)} onGo={go} />
      <div className="mt-4 grid content-start gap-3 text-sm">
        <h3 className="text-base font-medium">{TITLES[at]}</h3>
        {stop ? (
          <>
            <StopTask stop={stop} isDone={isDone} actions={actions} />
            <div role="status" className="grid gap-2 empty:hidden">
              {isDone && <Seen stop={stop} request={completion?.id} onShow={onShow} />}
            </div>
          </>
        ) : (
          <End onShow={onShow} />
        )}
      </div>
      <div className="mt-4 flex gap-2">
        <Button tone="quiet" size="small" isLocked={at === 0} onClick={() => go(at - 1)}>
          Back
        </Button>
        <Button
          tone={isDone && at !== LAST ? 'primary' : 'quiet'}
          size="small"
          isLocked={at === LAST}
          onClick={() => go(at + 1)}
        >
          {isDone || at === LAST ? 'Next' : 'Skip'}
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

function Seen({
  stop,
  request,
  onShow,
}: {
  stop: Stop
  request: string | undefined
  onShow: Show
}) {
  return (
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
  )
}

function End({ onShow }: { onShow: Show }) {
  return (
    <>
      <p>
        The browser holds one encrypted cookie. The server decrypts it. It names a row, and the row
        decides whether you are signed in, and as whom.
      </p>
      <p>
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
