import type { Context, HrTime } from '@opentelemetry/api'
import { SpanStatusCode } from '@opentelemetry/api'
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace-base'
import type { Values } from './allow'
import type { Outcome } from './events'
import type { Recorder } from './recorder'
import { isStepName } from './schema'
import { PLACE, type SpanPlace } from './span-place'

const MS_PER_SECOND = 1000
const NS_PER_MS = 1_000_000

/** Hands the spans of a recorded request to the recorder: a request at its start, steps at their end. */
export class RecordingProcessor implements SpanProcessor {
  readonly #recorder: Recorder
  readonly #places = new WeakMap<object, SpanPlace>()

  constructor(recorder: Recorder) {
    this.#recorder = recorder
  }

  onStart(span: Span, context: Context): void {
    const place = context.getValue(PLACE) as SpanPlace | undefined
    if (!place?.recording) return
    this.#places.set(span, place)
    if (span.name !== 'request') return
    const { recording, request } = place
    const at = { kind: 'request', request, atMs: milliseconds(span.startTime) } as const
    this.#recorder.add(recording, { ...at, in: side(span, 'in.') })
  }

  onEnd(span: ReadableSpan): void {
    const place = this.#places.get(span)
    if (!place?.recording || !isStepName(span.name)) return
    const { recording, request } = place
    const timed = {
      request,
      atMs: milliseconds(span.startTime),
      ms: milliseconds(span.duration),
      outcome: outcomeOf(span),
      out: side(span, 'out.'),
    }
    if (span.name === 'request') {
      this.#recorder.add(recording, { ...timed, kind: 'answer' })
      return
    }
    this.#recorder.add(recording, {
      ...timed,
      kind: 'step',
      id: span.spanContext().spanId,
      parent: span.parentSpanContext?.spanId ?? null,
      step: span.name,
      in: side(span, 'in.'),
    })
  }

  forceFlush(): Promise<void> {
    return Promise.resolve()
  }

  shutdown(): Promise<void> {
    return Promise.resolve()
  }
}

function milliseconds([seconds, nanoseconds]: HrTime): number {
  return seconds * MS_PER_SECOND + nanoseconds / NS_PER_MS
}

function outcomeOf({ status, attributes }: ReadableSpan): Outcome {
  if (attributes.refused === true) return 'refused'
  return status.code === SpanStatusCode.ERROR ? 'failed' : 'done'
}

function side({ attributes }: ReadableSpan, prefix: 'in.' | 'out.'): Values {
  const values: Values = {}
  for (const [key, value] of Object.entries(attributes)) {
    if (!key.startsWith(prefix)) continue
    if (['string', 'number', 'boolean'].includes(typeof value)) {
      values[key.slice(prefix.length)] = value as string | number | boolean
    }
  }
  return values
}
