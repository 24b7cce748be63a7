'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { isErrorCode, sentenceFor } from '@/lib/platform/errors'
import {
  SCENARIOS,
  type ScenarioName,
  type Exchange,
} from '@/lib/inspector/scenarios/scenario-list'
import { SCENARIO_TEXT } from '@/lib/inspector/scenarios/scenario-text'
import { refusedStepOf, type TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { resultOf, titleOf } from '@/lib/inspector/timeline/step-text'
import { askInspector } from './ask-inspector'
import { DurationHistogram } from './duration-histogram'
import { duration } from './step-bar'

type Finished = { scenario: ScenarioName; exchanges: Exchange[]; refusal: string | null }

/** Twelve attacks at the press of a button, against the real endpoints. */
export function AttackScenarios({ timeline }: { timeline: readonly TimelineRequest[] }) {
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
        Each button runs an attack against the real endpoints. A browser may not send a foreign
        origin or a tampered HttpOnly cookie, so the server sends these requests to itself, from a
        closed list, with an account made for the scenario, an address nobody has, and limits of its
        own; all are removed afterwards. Nothing here can lock you out.
      </p>
      <div className="flex flex-wrap gap-2">
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
        {!running && finished && <Outcome finished={finished} timeline={timeline} />}
      </div>
    </Card>
  )
}

function Outcome({
  finished,
  timeline,
}: {
  finished: Finished
  timeline: readonly TimelineRequest[]
}) {
  const { scenario, exchanges, refusal } = finished
  const isComparison = exchanges.some(({ group }) => group !== undefined)
  return (
    <section
      aria-label={SCENARIO_TEXT[scenario].title}
      className="grid gap-3 rounded-md bg-sunken p-4"
    >
      <h3 className="font-medium">{SCENARIO_TEXT[scenario].title}</h3>
      <p className="text-sm">{SCENARIO_TEXT[scenario].shows}</p>
      {refusal && <p className="text-sm text-danger">{refusal}</p>}
      {isComparison ? (
        <DurationHistogram exchanges={exchanges} />
      ) : (
        <ol className="grid gap-3">
          {alikeTogether(exchanges).map(([exchange, ...others]) => (
            <ExchangeLine
              key={exchange.requestId}
              exchange={exchange}
              others={others}
              request={timeline.find(({ id }) => id === exchange.requestId)}
            />
          ))}
        </ol>
      )}
    </section>
  )
}

/** The same answer several times in a row is one line. */
function alikeTogether(exchanges: readonly Exchange[]): [Exchange, ...Exchange[]][] {
  const groups: [Exchange, ...Exchange[]][] = []
  for (const exchange of exchanges) {
    const last = groups.at(-1)
    const isAlike = last && last[0].sees === exchange.sees && last[0].path === exchange.path
    if (isAlike) last.push(exchange)
    else groups.push([exchange])
  }
  return groups
}

function ExchangeLine({
  exchange: { method, path, status, sees, ms },
  others,
  request,
}: {
  exchange: Exchange
  /** More of the same right after it. */
  others: readonly Exchange[]
  request: TimelineRequest | undefined
}) {
  const stop = request && refusedStepOf(request)
  return (
    <li className="grid gap-1 border-l-2 border-control/60 pl-3 text-sm">
      <p className="font-mono text-xs text-muted">
        {method} {path} → {status}, {[ms, ...others.map((one) => one.ms)].map(duration).join(' · ')}
      </p>
      <p>
        <span className="text-muted">The attacker sees: </span>
        {sees}
      </p>
      {request && (
        <p>
          <span className="text-muted">Stopped at: </span>
          {stop ? (
            <a href={`#request-${request.id}`}>
              {titleOf(stop)} ({resultOf(stop)})
            </a>
          ) : (
            <a href={`#request-${request.id}`}>nowhere: this one was let through</a>
          )}
        </p>
      )}
    </li>
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
