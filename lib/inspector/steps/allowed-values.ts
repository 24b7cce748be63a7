import { admit, type RecordedValue, type Kind } from './value-kinds'
import { STEPS, type Sides, type StepName } from './step-schema'

export type Values = Record<string, RecordedValue>

/**
 * The part of `input` that may be recorded for one side of a step: the keys in its schema, each with a
 * value of its kind. Never throws.
 */
export function allowedValues(step: StepName, side: Sides, input: unknown): Values {
  const values: Values = {}
  if (typeof input !== 'object' || input === null) return values
  const schema: Readonly<Record<string, Kind>> = STEPS[step][side]
  for (const [key, kind] of Object.entries(schema)) {
    const value = admit(kind, ownValue(input, key))
    if (value !== undefined) values[key] = value
  }
  return values
}

function ownValue(input: object, key: string): unknown {
  try {
    return Object.hasOwn(input, key) ? (input as Record<string, unknown>)[key] : undefined
  } catch {
    return undefined
  }
}
