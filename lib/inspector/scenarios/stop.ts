import {
  refusedStepOf,
  type TimelineRequest,
  type TimelineStep,
} from '@/lib/inspector/timeline/timeline'
import type { Exchange, ScenarioName } from './scenario-list'
import { SCENARIO_TEXT } from './scenario-text'

/**
 * The step that stopped an attack: the one its last request was refused at, or, where nothing is refused,
 * the one that changed what the attack wanted.
 *
 * @returns null while the request has not been recorded
 */
export function stopOf(
  scenario: ScenarioName,
  exchanges: readonly Exchange[],
  timeline: readonly TimelineRequest[],
): { request: TimelineRequest; step: TimelineStep } | null {
  const attack = exchanges.findLast(({ isSetUp }) => !isSetUp)
  const request = timeline.find(({ id }) => id === attack?.requestId)
  if (!request) return null
  const { stoppedBy } = SCENARIO_TEXT[scenario]
  const step = refusedStepOf(request) ?? request.steps.find((one) => one.step === stoppedBy)
  return step ? { request, step } : null
}
