import { COOKIES } from '@/lib/domain/site/cookie-names'
import type { StepName } from '@/lib/inspector/steps/step-schema'
import { operationOf, type OperationId } from './callback-matrix'
import { sessionSourceOf, type TimelineRequest, type TimelineStep } from './timeline'

/** The recorded step that proves an answer. */
export type Proof = { request: TimelineRequest; step: TimelineStep | null; text: string }

const SOURCES = { memory: 'memory', database: 'the database' }
export const sourceOf = (step: TimelineStep, request: TimelineRequest) =>
  SOURCES[sessionSourceOf(step, request)]

export const carries = ({ in: input }: TimelineRequest, cookie: string) =>
  input[`cookie.${cookie}.bytes`] !== undefined

export function cookiesOf(request: TimelineRequest): string {
  return COOKIES.filter((cookie) => carries(request, cookie)).join(', ') || 'no cookie'
}

export function latest(timeline: readonly TimelineRequest[], operation: OperationId) {
  return timeline.findLast((one) => one.answer !== null && operationOf(one) === operation)
}

/** The step as the newest request of this kind recorded it. */
export function newestStep(
  timeline: readonly TimelineRequest[],
  operation: OperationId,
  name: StepName,
  matches: (step: TimelineStep) => boolean,
  text: (step: TimelineStep, request: TimelineRequest) => string,
): Proof | null {
  for (const request of timeline.toReversed()) {
    if (operationOf(request) !== operation) continue
    const step = request.steps.find((one) => one.step === name && matches(one))
    if (step) return { request, step, text: text(step, request) }
  }
  return null
}
