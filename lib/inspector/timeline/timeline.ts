import type { ErrorCode } from '@/lib/platform/errors'
import type { Values } from '@/lib/inspector/steps/allowed-values'
import type { RecordedEvent, Outcome } from '@/lib/inspector/recording/recorded-event'
import { STEPS, type Lane, type StepName } from '@/lib/inspector/steps/step-schema'

export type TimelineStep = {
  id: string
  step: StepName
  lane: Lane
  /** How deep inside other steps. */
  depth: number
  parent: string | null
  /** After the request began. */
  offsetMs: number
  ms: number
  outcome: Outcome
  in: Values
  out: Values
}

type Answer = { ms: number; outcome: Outcome; out: Values }

/** One request and what happened inside it. */
export type TimelineRequest = {
  id: string
  /** Milliseconds since the Unix epoch. */
  atMs: number
  in: Values
  steps: TimelineStep[]
  /** Null while it is under way. */
  answer: Answer | null
}

/** The requests of a recording in the order they came, each with its steps in order. */
export function buildTimeline(events: readonly RecordedEvent[]): TimelineRequest[] {
  const requests = new Map<string, TimelineRequest>()
  for (const event of events) {
    if (event.kind !== 'request') continue
    const { request: id, atMs, in: input } = event
    requests.set(id, { id, atMs, in: input, steps: [], answer: null })
  }
  for (const event of events) {
    // The beginning of the request is no longer kept.
    const request = requests.get(event.request)
    if (!request) continue
    if (event.kind === 'answer') {
      request.answer = { ms: event.ms, outcome: event.outcome, out: event.out }
    } else if (event.kind === 'step') request.steps.push(timelineStep(event, request.atMs))
  }
  for (const request of requests.values()) putInOrder(request)
  return [...requests.values()].sort((one, other) => one.atMs - other.atMs)
}

function timelineStep(
  event: Extract<RecordedEvent, { kind: 'step' }>,
  startMs: number,
): TimelineStep {
  const { id, step, parent, atMs, ms, outcome, in: given, out } = event
  const offsetMs = Math.max(0, atMs - startMs)
  return {
    ...{ id, step, parent, ms, outcome, out, offsetMs },
    ...{ in: given, lane: STEPS[step].lane, depth: 0 },
  }
}

/**
 * By their beginning, and what ran inside a step directly after it: a page renders in parallel, so that
 * a query of another part of it may begin while auth() runs.
 */
function putInOrder(request: TimelineRequest): void {
  const byTime = request.steps.sort((one, other) => one.offsetMs - other.offsetMs)
  const known = new Set(byTime.map(({ id }) => id))
  const inside = new Map<string | null, TimelineStep[]>()
  for (const step of byTime) {
    const around = step.parent !== null && known.has(step.parent) ? step.parent : null
    inside.set(around, [...(inside.get(around) ?? []), step])
  }
  const placed = (around: string | null, depth: number): TimelineStep[] => {
    const steps = inside.get(around) ?? []
    // A file from elsewhere may name a step twice.
    inside.delete(around)
    return steps.flatMap((step) => [{ ...step, depth }, ...placed(step.id, depth + 1)])
  }
  request.steps = placed(null, 0)
}

/** The duration of the request; while it runs, the end of its last known step. */
export function lengthOf({ answer, steps }: TimelineRequest): number {
  return Math.max(answer?.ms ?? 0, ...steps.map(({ offsetMs, ms }) => offsetMs + ms), 0.001)
}

/** The innermost step that refused or failed first; null when none did. */
export function refusedStepOf({ steps }: TimelineRequest): TimelineStep | null {
  const refused = steps.filter((step) => step.outcome !== 'done' && isDecisive(step, steps))
  // The steps around it only pass the refusal on.
  return refused.find(({ id }) => !refused.some(({ parent }) => parent === id)) ?? null
}

/** A limit that is reached inside a step that goes on all the same, such as that of mails, stops nothing. */
function isDecisive({ step, parent }: TimelineStep, steps: readonly TimelineStep[]): boolean {
  return step !== 'limiter' || steps.find(({ id }) => id === parent)?.outcome !== 'done'
}

/** Auth.js does not report these, and a header is written with the answer: no duration is measured. */
const WITHOUT_DURATION: readonly StepName[] = ['csrf', 'setCookie']

/** Whether the duration of a step was measured. */
export function isTimed({ step }: Pick<TimelineStep, 'step'>): boolean {
  return !WITHOUT_DURATION.includes(step)
}

/** Where the answer of a `liveness` step came from: with no query inside it, it was memory. */
export function sessionSourceOf(
  { id }: Pick<TimelineStep, 'id'>,
  { steps }: Pick<TimelineRequest, 'steps'>,
): 'memory' | 'database' {
  return steps.some(({ step, parent }) => step === 'query' && parent === id) ? 'database' : 'memory'
}

/** `continues`: a sign-in that goes on with its second step. `abandoned`: the client did not wait. */
export type RequestOutcome =
  'running' | 'done' | 'continues' | 'redirected' | 'refused' | 'failed' | 'abandoned'

/** The code with which Auth.js, or a form sent to a page of ours, was refused. */
export function refusalCodeOf({ steps }: TimelineRequest): unknown {
  const told = steps.find(
    ({ step, out }) => ['handler', 'authorize'].includes(step) && out.code !== undefined,
  )
  return told?.out.code
}

/** How a request ended. A refused sign-in answers 200, so the status alone does not tell. */
export function outcomeOf(request: TimelineRequest): RequestOutcome {
  if (!request.answer) return 'running'
  if (request.answer.out.abandoned === true) return 'abandoned'
  const status = Number(request.answer.out.status)
  if (status >= SERVER_ERROR || request.answer.outcome === 'failed') return 'failed'
  const code = refusalCodeOf(request)
  if (code !== undefined) return code === SECOND_STEP ? 'continues' : 'refused'
  if (status >= REDIRECT && status < CLIENT_ERROR) return 'redirected'
  return refusedStepOf(request) || status >= CLIENT_ERROR ? 'refused' : 'done'
}

const SECOND_STEP = 'two_factor_required' satisfies ErrorCode
const REDIRECT = 300
const CLIENT_ERROR = 400
const SERVER_ERROR = 500

/** What was answered, as its status, or why there is none. */
export function statusOf({ answer }: TimelineRequest): string {
  if (!answer) return 'running'
  return answer.out.abandoned === true ? 'no answer' : String(answer.out.status)
}

/** "POST /api/auth/callback/credentials" */
export function nameOf({ in: input }: TimelineRequest): string {
  return `${String(input.method)} ${String(input.path)}`
}
