'use client'

import { useEffect, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { provenCount, TEN_QUESTIONS } from '@/lib/inspector/timeline/ten-questions'
import type { TimelineRequest } from '@/lib/inspector/timeline/timeline'
import {
  beginningOf,
  completionOf,
  TOUR,
  untilFirstStep,
  type Stop,
} from '@/lib/inspector/timeline/tour'
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
type Place = TourProgress & {
  before: { requests: ReadonlySet<string>; actions: number }
  /** A sign-in begun at this stop went on at the page of the second step. */
  isBegun: boolean
}

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
  const soFar = (requests: readonly TimelineRequest[]) => ({
    requests: new Set(requests.map(({ id }) => id)),
    actions: actions.performed.length,
  })
  const [place, setPlace] = useState<Place>(() => {
    const begun = untilFirstStep(timeline, initial.since)
    return {
      ...initial,
      since: initial.since ?? beginningOf(TOUR[initial.at], timeline),
      before: soFar(begun ?? timeline),
      isBegun: begun !== null,
    }
  })
  const { at, before, since, isBegun } = place
  const stop = TOUR[at]
  // The page reads the session by itself, too: that completes nothing.
  const acted = actions.performed.slice(before.actions)
  const hasActed = stop !== undefined && (isBegun || acted.some((name) => isOf(stop, name)))
  const completion = stop && hasActed ? completionOf(stop, timeline, before.requests) : null
  const isAnswered = at === LAST && provenCount(timeline) === TEN_QUESTIONS.length
  const isDoneNow = completion !== null || isAnswered
  const done = isDoneNow && !place.done.includes(at) ? [...place.done, at] : place.done
  const isDone = done.includes(at)

  const query = progressQuery({ at, done, since })
  useEffect(
    () => putInAddress({ stop: query.stop, done: query.done, since: query.since }),
    [query.stop, query.done, query.since],
  )

  function go(next: number) {
    setPlace({
      at: next,
      done,
      since: beginningOf(TOUR[next], timeline),
      before: soFar(timeline),
      isBegun: false,
    })
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
              {stop.canLead && actions.needsCode && (
                <p className="rounded-md bg-sunken p-3">
                  This account asks for a code too. Go on to the second step: the tour continues
                  here afterwards.
                </p>
              )}
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
