'use client'

import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { TimelineRequest } from '@/lib/inspector/timeline/timeline'

const SPEEDS = [
  { name: 'Replay', everyMs: 120 },
  { name: 'Slow motion', everyMs: 900 },
] as const

/** How many steps a replay shows; null for all of them. */
export type Shown = number | null

/** The first steps of a timeline, as many as have been replayed. */
export function shownOf(timeline: readonly TimelineRequest[], shown: Shown): TimelineRequest[] {
  if (shown === null) return [...timeline]
  let left = shown
  return timeline.flatMap((request) => {
    if (left <= 0) return []
    const steps = request.steps.slice(0, left)
    left -= Math.max(1, request.steps.length)
    const isWhole = steps.length === request.steps.length
    return [{ ...request, steps, answer: isWhole ? request.answer : null }]
  })
}

/** Replays the recording step by step, fast or slowly. */
export function Replay({
  stepCount,
  shown,
  onShow,
}: {
  stepCount: number
  shown: Shown
  onShow: (shown: Shown) => void
}) {
  const [everyMs, setEveryMs] = useState<number | null>(null)

  useEffect(() => {
    if (everyMs === null || shown === null) return
    const timer = setTimeout(() => {
      onShow(shown + 1 >= stepCount ? null : shown + 1)
      if (shown + 1 >= stepCount) setEveryMs(null)
    }, everyMs)
    return () => clearTimeout(timer)
  }, [everyMs, shown, stepCount, onShow])

  return (
    <span className="contents">
      {SPEEDS.map((speed) => (
        <Button
          key={speed.name}
          tone="quiet"
          size="small"
          onClick={() => {
            onShow(shown ?? 0)
            setEveryMs(speed.everyMs)
          }}
        >
          {speed.name}
        </Button>
      ))}
      <Button
        tone="quiet"
        size="small"
        onClick={() => {
          setEveryMs(null)
          onShow(shown === null ? 1 : Math.min(stepCount, shown + 1))
        }}
      >
        Step
      </Button>
      {shown !== null && (
        <Button
          tone="quiet"
          size="small"
          onClick={() => {
            setEveryMs(null)
            onShow(null)
          }}
        >
          Show all
        </Button>
      )}
      {shown !== null && (
        <span className="text-xs text-muted tabular-nums">
          {shown} of {stepCount}
        </span>
      )}
    </span>
  )
}
