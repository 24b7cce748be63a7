'use client'

import { Button } from '@/components/ui/button'
import { TOUR_ACTIONS, type Stop, type TourAction } from '@/lib/inspector/timeline/tour'
import type { Actions } from '../actions/use-actions'

/** What there is to do at a stop of the tour, or first to get there. */
export function StopTask({
  stop,
  isDone,
  actions,
}: {
  stop: Stop
  isDone: boolean
  actions: Actions
}) {
  const { needs } = stop
  const isReady = isDone || !needs || (actions.person !== null) === (needs === 'signed-in')
  const before: TourAction = needs === 'signed-in' ? 'sign-in' : 'sign-out'
  return (
    <>
      <p>
        {isReady
          ? stop.do
          : needs === 'signed-in'
            ? `${stop.do} For this you have to be signed in.`
            : `${stop.do} You are signed in now, so sign out first.`}
      </p>
      <div className="flex flex-wrap gap-2">
        {(isReady ? stop.actions : [before]).map((action) => (
          <Button
            key={action}
            size="small"
            tone={isDone ? 'quiet' : 'primary'}
            isBusy={actions.busy === action}
            onClick={() => actions.run(action)}
          >
            {TOUR_ACTIONS[action]}
          </Button>
        ))}
      </div>
    </>
  )
}
