'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import {
  SCENARIOS,
  type Exchange,
  type ScenarioName,
} from '@/lib/inspector/scenarios/scenario-list'
import { SCENARIO_TEXT } from '@/lib/inspector/scenarios/scenario-text'
import type { TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { isErrorCode, sentenceFor } from '@/lib/platform/errors'
import { askInspector } from '../actions/ask-inspector'
import { AttackOutcome } from './attack-outcome'
import { DurationComparison } from './duration-comparison'

type Finished = { scenario: ScenarioName; exchanges: Exchange[]; refusal: string | null }

/** Attacks against the real endpoints, each at the press of a button. */
export function AttackScenarios({
  timeline,
  timingRatio,
  onShow,
}: {
  timeline: readonly TimelineRequest[]
  timingRatio: number | null
  onShow: (request: string, step?: string) => void
}) {
  const [running, setRunning] = useState<ScenarioName | null>(null)
  const [finished, setFinished] = useState<Finished | null>(null)

  async function run(scenario: ScenarioName) {
    if (running) return
    setRunning(scenario)
    setFinished({ scenario, ...readAnswer(await askInspector({ do: 'scenario', scenario })) })
    setRunning(null)
  }

  return (
    <Card title="Attack scenarios">
      <p className="mb-4 max-w-prose text-sm text-muted">
        Each button runs an attack against the real endpoints. A browser cannot send a foreign
        origin or a changed HttpOnly cookie, so the server sends these requests to itself, from a
        fixed list, with a temporary account and a reserved address; both are removed afterwards.
        Nothing here can lock you out.
      </p>
      <div className="flex flex-wrap gap-2 *:max-w-full *:whitespace-normal">
        {SCENARIOS.map((scenario) => (
          <Button
            key={scenario}
            tone="quiet"
            size="small"
            isBusy={running === scenario}
            aria-pressed={finished?.scenario === scenario}
            onClick={() => void run(scenario)}
          >
            {SCENARIO_TEXT[scenario].title}
          </Button>
        ))}
      </div>
      <div role="status" className="mt-5 empty:hidden">
        {running && <p className="text-sm text-muted">Running “{SCENARIO_TEXT[running].title}”…</p>}
        {!running && finished && (
          <section
            aria-label={SCENARIO_TEXT[finished.scenario].title}
            className="grid gap-4 rounded-md bg-sunken p-4"
          >
            <h3 className="font-medium">{SCENARIO_TEXT[finished.scenario].title}</h3>
            <p className="text-sm">{SCENARIO_TEXT[finished.scenario].shows}</p>
            {finished.refusal && <p className="text-sm text-danger">{finished.refusal}</p>}
            {SCENARIO_TEXT[finished.scenario].stoppedBy === null ? (
              <DurationComparison exchanges={finished.exchanges} timingRatio={timingRatio} />
            ) : (
              <AttackOutcome {...finished} timeline={timeline} onShow={onShow} />
            )}
          </section>
        )}
      </div>
    </Card>
  )
}

function readAnswer(answer: unknown): { exchanges: Exchange[]; refusal: string | null } {
  if (typeof answer === 'object' && answer !== null && 'exchanges' in answer) {
    return { exchanges: answer.exchanges as Exchange[], refusal: null }
  }
  const refusal =
    typeof answer === 'object' && answer && 'refusal' in answer ? answer.refusal : null
  const code = typeof refusal === 'object' && refusal && 'code' in refusal ? refusal.code : null
  return {
    exchanges: [],
    refusal: sentenceFor({ code: isErrorCode(code) ? code : 'server_error' }),
  }
}
