'use client'

import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { SUCCESS } from '@/components/ui/icons'
import type { TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { TOUR } from '@/lib/inspector/timeline/tour'

/** Seven short stops: one thing to do and one thing to see, ticked off by what was recorded. */
export function Tour({ timeline }: { timeline: readonly TimelineRequest[] }) {
  const [chosen, setChosen] = useState<number | null>(null)
  const done = TOUR.map(({ isDone }) => isDone(timeline))
  const next = done.indexOf(false)
  const isOver = next === -1
  const shown = chosen ?? (isOver ? null : next)
  const stop = shown === null ? undefined : TOUR[shown]
  const count = done.filter(Boolean).length
  return (
    <Card
      title="Guided tour"
      aside={
        <Badge tone={isOver ? 'accent' : 'neutral'}>
          {count} of {TOUR.length} done
        </Badge>
      }
    >
      <ol className="grid gap-0.5" aria-label="Stops of the tour">
        {TOUR.map(({ title }, index) => (
          <li key={title} aria-current={index === next ? 'step' : undefined}>
            <button
              type="button"
              aria-pressed={index === shown}
              onClick={() => setChosen(index === next ? null : index)}
              className="flex min-h-9 w-full cursor-pointer items-center gap-3 rounded-sm px-2 text-left text-sm hover:bg-sunken aria-pressed:bg-sunken aria-pressed:font-medium"
            >
              <Mark number={index + 1} isDone={done[index] === true} />
              {title}
              {done[index] && <span className="sr-only">, done</span>}
            </button>
          </li>
        ))}
      </ol>
      <div role="status" className="mt-4 grid gap-2 rounded-md bg-accent-soft p-4">
        {stop ? (
          <>
            <Line label="Do" text={stop.do} />
            <Line label="See" text={stop.see} />
          </>
        ) : (
          <p className="text-sm">
            <strong>That is all of it.</strong> The browser holds one sealed cookie → the server
            opens it → it names a row → the row says whether you are signed in, and as whom. The
            picture at the top of this page shows it with your own values.
          </p>
        )}
      </div>
    </Card>
  )
}

function Line({ label, text }: { label: string; text: string }) {
  return (
    <p className="grid grid-cols-[2.5rem_minmax(0,1fr)] text-sm">
      <strong className="font-medium text-accent-text">{label}</strong>
      <span>{text}</span>
    </p>
  )
}

function Mark({ number, isDone }: { number: number; isDone: boolean }) {
  if (isDone) return <Icon path={SUCCESS} className="size-5 shrink-0 text-accent-text" />
  return (
    <span
      aria-hidden="true"
      className="grid size-5 shrink-0 place-items-center rounded-full border border-control text-[0.6875rem] leading-none text-muted"
    >
      {number}
    </span>
  )
}
