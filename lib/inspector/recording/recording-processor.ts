import type { Context, HrTime } from '@opentelemetry/api'
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace-base'
import { allowedValues } from '@/lib/inspector/steps/allowed-values'
import { describeError, type DerivedStep, type Describer } from '@/lib/inspector/steps/describe'
import { describerOf } from '@/lib/inspector/steps/describers'
import { callIn, preciseNow, type Call } from '@/lib/platform/tracing'
import type { Outcome, UnnumberedEvent } from './recorded-event'
import { recordedRequestOf, type RecordedRequest } from './recorded-requests'
import type { Recorder } from './recorder'

const MS_PER_SECOND = 1000
const NS_PER_MS = 1_000_000

/** A call under way that belongs to a recording. */
type Open = RecordedRequest & {
  call: Call
  describer: Describer | undefined
  /** Of the nearest step that is recorded: this one or one around it. Null for the request. */
  id: string | null
  parent: string | null
  given: object
}

/**
 * Records the steps of requests that belong to a recording: describes what each call was given when
 * it starts, and what came of it when it ends. Describing never changes what happens.
 */
export class RecordingProcessor implements SpanProcessor {
  readonly #recorder: Recorder
  readonly #openBySpan = new WeakMap<object, Open>()
  readonly #openByCall = new WeakMap<Call, Open>()

  constructor(recorder: Recorder) {
    this.#recorder = recorder
  }

  onStart(span: Span, context: Context): void {
    const call = callIn(context)
    const around = call?.within && this.#openByCall.get(call.within)
    const request = call && (call.within ? around : safely(() => recordedRequestOf(call)))
    if (!call || !request) return
    const describer = describerOf(call)
    const parent = around?.id ?? null
    const id = describer && call.within ? span.spanContext().spanId : parent
    const given = (describer && safely(() => describer.in(call.given))) ?? {}
    const { recording, request: requestId } = request
    const open: Open = { recording, request: requestId, call, describer, id, parent, given }
    this.#openBySpan.set(span, open)
    this.#openByCall.set(call, open)
    if (!describer) return
    if (!call.within) {
      const atMs = milliseconds(span.startTime)
      this.#add(open, { kind: 'request', request: requestId, atMs, in: inputOf(describer, given) })
    }
    const atMs = preciseNow()
    void safelyLater(() => describer.derivedAtStart(call.given)).then((derived) =>
      this.#addDerived(open, derived ?? [], atMs),
    )
  }

  onEnd(span: ReadableSpan): void {
    const open = this.#openBySpan.get(span)
    if (!open?.describer) return
    const { describer, call } = open
    if (!call.within) {
      const derived = safely(() => describer.derivedAtEnd(call.given)) ?? []
      this.#addDerived(open, derived, milliseconds(span.endTime))
    }
    const result = safely(() => resultOf(describer, call)) ?? {}
    if (!(result instanceof Promise)) return this.#addEnd(open, describer, span, result)
    void safelyLater(() => result).then((later) => this.#addEnd(open, describer, span, later ?? {}))
  }

  forceFlush(): Promise<void> {
    return Promise.resolve()
  }

  shutdown(): Promise<void> {
    return Promise.resolve()
  }

  #addEnd(open: Open, describer: Describer, span: ReadableSpan, result: object): void {
    const timed = {
      request: open.request,
      atMs: milliseconds(span.startTime),
      ms: milliseconds(span.duration),
      outcome: outcomeOf(result),
      out: allowedValues(describer.step, 'out', result),
    }
    if (!open.call.within) return this.#add(open, { ...timed, kind: 'answer' })
    const { parent, given } = open
    const input = inputOf(describer, given)
    const id = span.spanContext().spanId
    this.#add(open, { ...timed, kind: 'step', id, parent, step: describer.step, in: input })
  }

  #addDerived(open: Open, derived: readonly DerivedStep[], atMs: number): void {
    for (const [index, { step, in: given, out, refused }] of derived.entries()) {
      this.#add(open, {
        ...{ kind: 'step', request: open.request, step, atMs, ms: 0 },
        ...{ id: `${open.id ?? 'request'}-${step}-${index}`, parent: open.id },
        outcome: refused ? 'refused' : 'done',
        in: allowedValues(step, 'in', given),
        out: allowedValues(step, 'out', out),
      })
    }
  }

  #add({ recording }: Open, event: UnnumberedEvent): void {
    this.#recorder.add(recording, event)
  }
}

function inputOf({ step }: Describer, given: object) {
  return allowedValues(step, 'in', given)
}

function resultOf(describer: Describer, { outcome, given }: Call): object | Promise<object> {
  if (!outcome) return {}
  return 'error' in outcome ? describeError(outcome.error) : describer.out(outcome.value, given)
}

function outcomeOf(result: object): Outcome {
  if ('refused' in result && result.refused === true) return 'refused'
  return 'failed' in result && result.failed === true ? 'failed' : 'done'
}

function milliseconds([seconds, nanoseconds]: HrTime): number {
  return seconds * MS_PER_SECOND + nanoseconds / NS_PER_MS
}

function safely<Value>(look: () => Value): Value | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}

async function safelyLater<Value>(look: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await look()
  } catch {
    return undefined
  }
}
