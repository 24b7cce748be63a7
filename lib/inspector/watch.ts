import { SpanStatusCode, trace, type Span } from '@opentelemetry/api'
import { isErrorCode } from '@/lib/platform/errors'
import { allowed, type Values } from './allow'
import { preciseNow } from './clock'
import type { Flow } from './flow'
import type { Said, Sides, StepName } from './schema'

/** What may be said about a step. Whatever these return is looked at again by the schema. */
export type Look<Name extends StepName, Given extends unknown[], Value> = {
  in?: (...given: Given) => Said<Name, 'in'>
  out?: (value: Awaited<Value>, ...given: Given) => Said<Name, 'out'> & { refused?: boolean }
  /** Of what was thrown; by default the code of a refusal. */
  thrown?: (error: unknown) => Said<Name, 'out'>
  /** False leaves this call out. */
  when?: (...given: Given) => boolean
}

/**
 * The same function, each call of it a step of the request it belongs to. Outside a request that is
 * recorded it is called as it is. Looking never changes what happens: what a look throws is dropped.
 */
export function watched<Name extends StepName, Given extends unknown[], Value>(
  { places, tracer }: Flow,
  step: Name,
  work: (...given: Given) => Value,
  look: Look<Name, Given, Value> = {},
): (...given: Given) => Value {
  return (...given) => {
    const place = places.getStore()
    if (!place || look.when?.(...given) === false) return work(...given)
    const span = tracer.startSpan(
      step,
      {
        startTime: preciseNow(),
        attributes: attributes(
          step,
          'in',
          looked(() => look.in?.(...given)),
        ),
      },
      place.context,
    )
    const end = (look: () => unknown) => {
      const said = looked(look)
      if (isRefusal(said)) span.setAttribute('refused', true)
      span.setAttributes(attributes(step, 'out', said))
      span.end(preciseNow())
    }
    const fail = (error: unknown) => {
      noteError(span, error)
      end(() => (look.thrown ? look.thrown(error) : { code: codeOf(error) }))
    }
    const run = () => work(...given)
    let value: Value
    try {
      value = places.run({ ...place, context: trace.setSpan(place.context, span) }, run)
    } catch (error) {
      fail(error)
      throw error
    }
    if (!(value instanceof Promise)) {
      end(() => look.out?.(value as Awaited<Value>, ...given))
      return value
    }
    const watching = value.then(
      (result: Awaited<Value>) => {
        end(() => look.out?.(result, ...given))
        return result
      },
      (error: unknown) => {
        fail(error)
        throw error
      },
    )
    return watching as Value
  }
}

/** A step that takes no time of its own, such as a cookie that was set. */
export function noteStep<Name extends StepName>(
  { places, tracer }: Flow,
  step: Name,
  said: { in?: Said<Name, 'in'>; out?: Said<Name, 'out'>; refused?: boolean; atMs?: number },
): void {
  const place = places.getStore()
  if (!place) return
  const span = tracer.startSpan(step, { startTime: said.atMs ?? preciseNow() }, place.context)
  span.setAttributes({
    ...attributes(step, 'in', said.in),
    ...attributes(step, 'out', said.out),
    ...(said.refused ? { refused: true } : {}),
  })
  span.end(preciseNow())
}

/** Only what the schema lets through, under the names a collector will see too. */
export function attributes(step: StepName, side: Sides, said: unknown): Values {
  const entries = Object.entries(allowed(step, side, said))
  return Object.fromEntries(entries.map(([key, value]) => [`${side}.${key}`, value]))
}

function looked(look: () => unknown): unknown {
  try {
    return look()
  } catch {
    return undefined
  }
}

function isRefusal(said: unknown): boolean {
  return typeof said === 'object' && said !== null && 'refused' in said && said.refused === true
}

/** The code of a refusal, wherever it stands on an error. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const code = 'code' in error && typeof error.code === 'string' ? error.code.split('~')[0] : ''
  return isErrorCode(code) || code === 'unavailable' ? code : undefined
}

function noteError(span: Span, error: unknown): void {
  if (codeOf(error) !== undefined) span.setAttribute('refused', true)
  else span.setStatus({ code: SpanStatusCode.ERROR })
}
