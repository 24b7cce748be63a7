import { LANES, type Lane } from '@/lib/inspector/steps/step-schema'
import { callerOf } from '@/lib/inspector/timeline/callers'
import { LANE_NAMES, resultOf, titleOf } from '@/lib/inspector/timeline/step-text'
import {
  nameOf,
  statusOf,
  type TimelineRequest,
  type TimelineStep,
} from '@/lib/inspector/timeline/timeline'

/**
 * One request as a Mermaid sequence diagram: a call goes from its caller to what it calls, and the answer
 * goes back. @see https://mermaid.js.org/syntax/sequenceDiagram.html
 */
export function toMermaid(request: TimelineRequest): string {
  return [
    'sequenceDiagram',
    ...lanesOf(request).map((lane) => `  participant ${lane} as ${LANE_NAMES[lane]}`),
    message('browser', '->>', 'ours', nameOf(request)),
    ...messagesOf(request.steps, request),
    message('ours', '-->>', 'browser', statusOf(request)),
  ].join('\n')
}

/** All but the device, of which most requests know nothing. */
function lanesOf({ steps }: TimelineRequest): Lane[] {
  const hasDevice = steps.some(({ lane }) => lane === 'device')
  return LANES.filter((lane) => lane !== 'device' || hasDevice)
}

/** Steps in their order, each with those inside it. */
function messagesOf(steps: readonly TimelineStep[], request: TimelineRequest): string[] {
  const [step, ...rest] = steps
  if (!step) return []
  const next = rest.findIndex(({ depth }) => depth <= step.depth)
  const end = next === -1 ? rest.length : next
  const inside = messagesOf(rest.slice(0, end), request)
  return [...callOf(step, inside, request), ...messagesOf(rest.slice(end), request)]
}

/** A call, what happens inside it, and its answer; one line for a step that stays in its lane. */
function callOf(
  step: TimelineStep,
  inside: readonly string[],
  request: TimelineRequest,
): readonly string[] {
  const { lane, outcome } = step
  const [title, result] = [titleOf(step), resultOf(step)]
  const whole = result === '' ? title : `${title}: ${result}`
  // A header of the answer.
  if (step.step === 'setCookie') return [message('ours', '-->>', 'browser', whole)]
  const caller = callerOf(step, request)
  const isDone = outcome === 'done'
  if (caller === lane && inside.length === 0) {
    return [message(lane, isDone ? '->>' : '-x', lane, whole)]
  }
  const back = message(lane, isDone ? '-->>' : '--x', caller, whole)
  return [message(caller, '->>', lane, title), ...inside, ...(result === '' ? [] : [back])]
}

function message(from: Lane, arrow: string, to: Lane, text: string): string {
  return `  ${from}${arrow}${to}: ${text.replace(/[;#]/g, ',')}`
}
