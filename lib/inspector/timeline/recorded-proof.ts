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

/** The step as the newest request of these kinds recorded it. */
export function newestStep(
  timeline: readonly TimelineRequest[],
  operations: readonly OperationId[],
  name: StepName,
  matches: (step: TimelineStep) => boolean,
  text: (step: TimelineStep, request: TimelineRequest) => string,
): Proof | null {
  for (const request of timeline.toReversed()) {
    const operation = operationOf(request)
    if (operation === null || !operations.includes(operation)) continue
    const step = request.steps.find((one) => one.step === name && matches(one))
    if (step) return { request, step, text: text(step, request) }
  }
  return null
}
