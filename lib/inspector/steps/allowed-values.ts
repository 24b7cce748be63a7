import { admit, type RecordedValue, type Kind } from './value-kinds'
import { STEPS, type Sides, type StepName } from './step-schema'

export type Values = Record<string, RecordedValue>

/**
 * What of `input` may be recorded about this side of a step: the keys its schema lists, each with a
 * value of its kind. Never throws, whatever it is given.
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
