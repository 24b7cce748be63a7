'use client'

import { Badge } from '@/components/ui/badge'
import type { Exchange, ScenarioName } from '@/lib/inspector/scenarios/scenario-list'
import { stopOf } from '@/lib/inspector/scenarios/stop'
import { LANE_NAMES, resultOf, titleOf } from '@/lib/inspector/timeline/step-text'
import type { TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { duration } from '../sequence/step-bar'

type Show = (request: string, step?: string) => void

/** The requests of a scenario, preparation and attack told apart, and the step that stopped it. */
export function AttackOutcome({
  scenario,
  exchanges,
  timeline,
  onShow,
}: {
  scenario: ScenarioName
  exchanges: readonly Exchange[]
  timeline: readonly TimelineRequest[]
  onShow: Show
}) {
  const stop = stopOf(scenario, exchanges, timeline)
  return (
    <>
      <ol className="grid gap-3">
        {groupEqual(exchanges).map(([exchange, ...others]) => (
          <ExchangeLine
            key={exchange.requestId}
            exchange={exchange}
            others={others}
            onShow={onShow}
          />
        ))}
      </ol>
      {exchanges.length > 0 && (
        <p className="border-t border-line pt-3 text-sm">
          <strong className="font-medium">Stopped by: </strong>
          {stop ? (
            <>
              <ShowButton onClick={() => onShow(stop.request.id, stop.step.id)}>
                {titleOf(stop.step)}
              </ShowButton>{' '}
              ({LANE_NAMES[stop.step.lane]}): {resultOf(stop.step)}
            </>
          ) : (
            'The recording of this request has not arrived yet.'
          )}
        </p>
      )}
    </>
  )
}

/** The same answer several times in a row is one line. */
function groupEqual(exchanges: readonly Exchange[]): [Exchange, ...Exchange[]][] {
  const groups: [Exchange, ...Exchange[]][] = []
  for (const exchange of exchanges) {
    const last = groups.at(-1)
    const isEqual =
      last &&
      last[0].sees === exchange.sees &&
      last[0].path === exchange.path &&
      last[0].isSetUp === exchange.isSetUp
    if (isEqual) last.push(exchange)
    else groups.push([exchange])
  }
  return groups
}

function ExchangeLine({
  exchange: { requestId, method, path, status, sees, ms, isSetUp },
  others,
  onShow,
}: {
  exchange: Exchange
  /** Equal ones right after it. */
  others: readonly Exchange[]
  onShow: Show
}) {
  return (
    <li className="grid gap-1 border-l-2 border-control/60 pl-3 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={isSetUp ? 'neutral' : 'danger'}>{isSetUp ? 'Preparation' : 'Attack'}</Badge>
        <span className="font-mono text-xs text-muted">
          {method} {path} → {status},{' '}
          {[ms, ...others.map((one) => one.ms)].map(duration).join(' · ')}
        </span>
      </p>
      <p>
        <span className="text-muted">
          {isSetUp ? 'The account’s owner gets: ' : 'The attacker gets: '}
        </span>
        {sees}
      </p>
      <p>
        <ShowButton onClick={() => onShow(requestId)}>Show the request</ShowButton>
      </p>
    </li>
  )
}

function ShowButton({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="cursor-pointer text-accent-text underline underline-offset-4"
    >
      {children}
    </button>
  )
}
