import type { RecordedEvent } from '@/lib/inspector/recording/recorded-event'
import { readEvent } from '@/lib/inspector/recording/read-recorded-event'
import {
  nameOf,
  refusedStepOf,
  statusOf,
  buildTimeline,
  type TimelineRequest,
} from '@/lib/inspector/timeline/timeline'
import { LANE_NAMES, resultOf, titleOf } from '@/lib/inspector/timeline/step-text'

const FORMAT = 'latchkey-flow-1'

/** The whole recording; it contains no secrets. */
export function toJson(events: readonly RecordedEvent[]): string {
  return JSON.stringify({ format: FORMAT, events }, null, 2)
}

/**
 * Reads what {@link toJson} wrote. Every event is validated against the schema again, so a foreign file
 * can contain no more than a recording could.
 *
 * @returns null when it is not a recording
 */
export function fromJson(text: string): RecordedEvent[] | null {
  try {
    const parsed: unknown = JSON.parse(text)
    const isOurs =
      typeof parsed === 'object' && parsed && 'format' in parsed && parsed.format === FORMAT
    if (!isOurs || !('events' in parsed) || !Array.isArray(parsed.events)) return null
    return parsed.events.flatMap((event: unknown) => readEvent(event) ?? [])
  } catch {
    return null
  }
}

/** The whole recording as a document. */
export function toMarkdown(events: readonly RecordedEvent[]): string {
  const parts = buildTimeline(events).map((request) => {
    const stop = refusedStepOf(request)
    const rows = request.steps.map(
      (step) =>
        `| ${LANE_NAMES[step.lane]} | ${titleOf(step)} | ${resultOf(step)} | ${step.ms.toFixed(2)} ms |`,
    )
    return [
      `## ${nameOf(request)} → ${statusOf(request)}`,
      ...(stop ? [`It stops at ${titleOf(stop)}.`] : []),
      ['| lane | step | result | took |', '| --- | --- | --- | ---: |', ...rows].join('\n'),
    ].join('\n\n')
  })
  return ['# A recorded flow', ...parts].join('\n\n')
}

export type Difference = {
  /** Which step, from 1. */
  at: number
  left: string
  right: string
}

/** What differs between two runs, step by step in their order. */
export function compare(left: TimelineRequest, right: TimelineRequest): Difference[] {
  const length = Math.max(left.steps.length, right.steps.length)
  return Array.from({ length }, (_, index) => {
    const [one, other] = [left.steps[index], right.steps[index]]
    const say = (step: typeof one) => (step ? `${titleOf(step)}: ${resultOf(step)}` : 'nothing')
    return { at: index + 1, left: say(one), right: say(other) }
  }).filter((difference) => difference.left !== difference.right)
}
