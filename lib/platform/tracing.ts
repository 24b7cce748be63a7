import {
  context,
  createContextKey,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Span,
} from '@opentelemetry/api'
import { isErrorCode } from './errors'

/**
 * One call of a named step. It travels in OpenTelemetry's context, for span processors of this
 * process alone: no span carries what a step was given or returned.
 */
export type Call = {
  readonly step: string
  readonly given: readonly unknown[]
  /** The step this one is part of; undefined for a whole request. */
  readonly within: Call | undefined
  /** Undefined while it runs. */
  outcome?: { value: unknown } | { error: unknown }
}

const TRACER = 'latchkey'
const CALL = createContextKey('latchkey.call')

type Work<Given extends unknown[], Value> = (...given: Given) => Value

/** The call a span was opened for; undefined for spans of other libraries. */
export function callIn(spanContext: Context): Call | undefined {
  return spanContext.getValue(CALL) as Call | undefined
}

/**
 * The same function, each call of it a span within the request it belongs to. Outside a request
 * that is traced it is called as it is; so is everything while no provider is registered.
 */
export function traced<Given extends unknown[], Value>(
  step: string,
  work: Work<Given, Value>,
): Work<Given, Value> {
  return (...given) => {
    const around = context.active()
    if (!isTraced(trace.getSpan(around))) return work(...given)
    const call: Call = { step, given, within: callIn(around) }
    const inside = around.setValue(CALL, call)
    return inSpan(openSpan(call, inside), call, inside, () => work(...given))
  }
}

/** As {@link traced}, for a whole request: its span is the first of a trace, if the provider wants it. */
export function tracedRequest<Given extends unknown[], Value>(
  step: string,
  work: Work<Given, Value>,
): Work<Given, Value> {
  return (...given) => {
    const call: Call = { step, given, within: undefined }
    const inside = trace.deleteSpan(context.active()).setValue(CALL, call)
    const span = openSpan(call, inside)
    if (!isTraced(span)) return work(...given)
    return inSpan(span, call, inside, () => work(...given))
  }
}

/** Each function of an object as a step named after it. */
export function tracedEach<Functions extends Record<string, unknown>>(
  functions: Functions,
  prefix = '',
): Functions {
  const entries = Object.entries(functions).map(([name, work]) => [
    name,
    typeof work === 'function'
      ? traced(`${prefix}${name}`, work as Work<unknown[], unknown>)
      : work,
  ])
  // Each entry keeps its name and signature.
  return Object.fromEntries(entries) as Functions
}

/**
 * Whether spans below this one are wanted. Not whether it records: another library's span between
 * two of ours may only pass on the context of its parent.
 */
function isTraced(span: Span | undefined): boolean {
  return span !== undefined && (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0
}

function openSpan({ step }: Call, inside: Context): Span {
  // Asked for at each call: a tracer taken before the provider was registered would stay silent.
  return trace.getTracer(TRACER).startSpan(step, { startTime: preciseNow() }, inside)
}

function inSpan<Value>(span: Span, call: Call, inside: Context, work: () => Value): Value {
  const end = () => span.end(preciseNow())
  const succeed = (value: unknown) => {
    call.outcome = { value }
    end()
  }
  const fail = (error: unknown) => {
    call.outcome = { error }
    noteError(span, error)
    end()
  }
  return context.with(trace.setSpan(inside, span), () => {
    let value: Value
    try {
      value = work()
    } catch (error) {
      fail(error)
      throw error
    }
    if (!isThenable(value)) {
      succeed(value)
      return value
    }
    const settled = value.then(
      (result) => {
        succeed(result)
        return result
      },
      (error: unknown) => {
        fail(error)
        throw error
      },
    )
    return settled as Value
  })
}

/** A refusal is no failure. Of an error only its name is kept: messages may quote what was typed. */
function noteError(span: Span, error: unknown): void {
  const code = refusalCodeOf(error)
  if (code !== undefined) {
    span.setAttribute('latchkey.refusal', code)
    return
  }
  span.setStatus({ code: SpanStatusCode.ERROR })
  if (error instanceof Error) span.setAttribute('error.type', error.name)
}

/** The code of an expected refusal, as the errors that carry one across Auth.js spell it. */
export function refusalCodeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  const code = typeof error.code === 'string' ? error.code.split('~')[0] : ''
  return isErrorCode(code) || code === 'unavailable' ? code : undefined
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value
    ? typeof value.then === 'function'
    : false
}

/** Milliseconds since the Unix epoch with their fractions, which `Date.now()` lacks. */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now()
}
