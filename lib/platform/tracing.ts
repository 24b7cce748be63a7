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
 * One call of a named step. It is passed in OpenTelemetry's context to span processors in this process
 * only: spans never contain the arguments or results of a step.
 */
export type Call = {
  readonly step: string
  readonly given: readonly unknown[]
  /** The step that contains this one; undefined for a whole request. */
  readonly within: Call | undefined
  /** Undefined while the step is running. */
  outcome?: { value: unknown } | { error: unknown }
}

const TRACER = 'latchkey'
const CALL = createContextKey('latchkey.call')

type Work<Given extends unknown[], Value> = (...given: Given) => Value

/** The call a span was created for; undefined for spans of other libraries. */
export function callIn(spanContext: Context): Call | undefined {
  return spanContext.getValue(CALL) as Call | undefined
}

/**
 * Wraps a function so that each call becomes a span within its request. Outside a traced request, and
 * without a registered provider, the function is called directly.
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

/**
 * As {@link traced}, for a whole request, whose span is the root of a trace if the sampler accepts it.
 */
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

/** Wraps every function of an object as a step with the function's name. */
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
 * Whether spans below this one are sampled. It may not be recording itself: another library's span
 * between two of ours only passes on the context of its parent.
 */
function isTraced(span: Span | undefined): boolean {
  return span !== undefined && (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0
}

function openSpan({ step }: Call, inside: Context): Span {
  // Requested for each call: a tracer created before the provider was registered would create no spans.
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

/**
 * A refusal is not a failure. Only an error's name is kept, because its message may quote user input.
 */
function noteError(span: Span, error: unknown): void {
  const code = refusalCodeOf(error)
  if (code !== undefined) {
    span.setAttribute('latchkey.refusal', code)
    return
  }
  span.setStatus({ code: SpanStatusCode.ERROR })
  if (error instanceof Error) span.setAttribute('error.type', error.name)
}

/** The code of an expected refusal, as encoded by the errors that carry one through Auth.js. */
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

/** Milliseconds since the Unix epoch with fractions, which `Date.now()` lacks. */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now()
}
