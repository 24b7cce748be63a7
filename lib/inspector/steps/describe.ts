import { refusalCodeOf } from '@/lib/platform/tracing'
import type { StepData, StepName } from './step-schema'

/** What a description may add to the step's data: an outcome that is not an error. */
type Outcome = { refused?: boolean; failed?: boolean }

/** A step without a span of its own, derived from the arguments of another one. */
export type DerivedStep = { step: StepName; in?: object; out?: object; refused?: boolean }

/** How the calls of a step are recorded. Everything it returns passes the schema before it is kept. */
export type Describer = {
  step: StepName
  in: (given: readonly unknown[]) => object
  out: (value: unknown, given: readonly unknown[]) => object | Promise<object>
  derivedAtStart: (given: readonly unknown[]) => Promise<DerivedStep[]>
  derivedAtEnd: (given: readonly unknown[]) => DerivedStep[]
}

type Looks<Name extends StepName, Given extends unknown[], Value> = {
  in?: (...given: Given) => StepData<Name, 'in'>
  out?: (value: Value, ...given: Given) => Out<Name> | Promise<Out<Name>>
  derivedAtStart?: (...given: Given) => Promise<DerivedStep[]>
  derivedAtEnd?: (...given: Given) => DerivedStep[]
}

type Out<Name extends StepName> = StepData<Name, 'out'> & Outcome

/** Describes the calls of a traced function of type `Work`. */
export function describe<Name extends StepName, Work extends (...given: never[]) => unknown>(
  step: Name,
  looks: Looks<Name, Parameters<Work>, Awaited<ReturnType<Work>>> = {},
): Describer {
  // The name of the step determines the types of its arguments and result.
  const typed = (given: readonly unknown[]) => given as Parameters<Work>
  return {
    step,
    in: (given) => looks.in?.(...typed(given)) ?? {},
    out: (value, given) => looks.out?.(value as Awaited<ReturnType<Work>>, ...typed(given)) ?? {},
    derivedAtStart: (given) => looks.derivedAtStart?.(...typed(given)) ?? Promise.resolve([]),
    derivedAtEnd: (given) => looks.derivedAtEnd?.(...typed(given)) ?? [],
  }
}

/** Of an error: the code of a refusal. Anything else is a failure without details. */
export function describeError(error: unknown): Outcome & { code?: string } {
  const code = refusalCodeOf(error)
  return code === undefined ? { failed: true } : { refused: true, code }
}
