import { admit, type FlowValue, type Kind } from './kinds'
import { STEPS, type Sides, type StepName } from './schema'

export type Values = Record<string, FlowValue>

/**
 * What of `said` may be recorded about this side of a step: the keys its schema lists, each with a
 * value of its kind. Never throws, whatever it is given.
 */
export function allowed(step: StepName, side: Sides, said: unknown): Values {
  const values: Values = {}
  if (typeof said !== 'object' || said === null) return values
  const schema: Readonly<Record<string, Kind>> = STEPS[step][side]
  for (const [key, kind] of Object.entries(schema)) {
    const value = admit(kind, ownValue(said, key))
    if (value !== undefined) values[key] = value
  }
  return values
}

function ownValue(said: object, key: string): unknown {
  try {
    return Object.hasOwn(said, key) ? (said as Record<string, unknown>)[key] : undefined
  } catch {
    return undefined
  }
}
