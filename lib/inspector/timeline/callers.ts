import type { Lane, StepName } from '@/lib/inspector/steps/step-schema'
import type { TimelineRequest, TimelineStep } from './timeline'

/** Functions of ours that only Auth.js calls, inside auth() too. */
const CALLED_BY_AUTHJS: readonly StepName[] = ['authorize', 'redirect', 'signIn', 'jwt', 'session']

/** The lane that called a step: that of the step around it; outside all others, our HTTP server. */
export function callerOf(
  { step, parent }: Pick<TimelineStep, 'step' | 'parent'>,
  { steps }: Pick<TimelineRequest, 'steps'>,
): Lane {
  if (CALLED_BY_AUTHJS.includes(step)) return 'authjs'
  return steps.find(({ id }) => id === parent)?.lane ?? 'ours'
}
