import type { Call } from '@/lib/platform/tracing'
import { AUTH_STEPS } from './auth-steps'
import { BINDING_STEPS } from './binding-steps'
import { DATA_STEPS, isLookUp, LOOK_UP } from './data-steps'
import type { Describer } from './describe'
import { HANDLER_STEPS } from './handler-step'
import { REQUEST_STEPS } from './request-steps'

/** By the name under which product code traces a step. */
const DESCRIBERS: Readonly<Record<string, Describer>> = {
  ...REQUEST_STEPS,
  ...HANDLER_STEPS,
  ...AUTH_STEPS,
  ...BINDING_STEPS,
  ...DATA_STEPS,
}

/** @returns undefined for a step the inspector does not show */
export function describerOf({ step, given }: Call): Describer | undefined {
  if (step === 'query' && isLookUp(given)) return LOOK_UP
  return Object.hasOwn(DESCRIBERS, step) ? DESCRIBERS[step] : undefined
}
