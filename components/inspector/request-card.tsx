'use client'

import { Badge, type BadgeTone } from '@/components/ui/badge'
import type { SourcePlaces } from '@/lib/inspector/sources/source-places'
import { OPERATIONS, operationOf } from '@/lib/inspector/timeline/callback-matrix'
import {
  lengthOf,
  nameOf,
  refusedStepOf,
  type TimelineRequest,
} from '@/lib/inspector/timeline/timeline'
import { seenByClient, titleOf } from '@/lib/inspector/timeline/step-text'
import { duration } from './step-bar'
import { LaneHeadings, StepRow } from './step-row'

const KINDS: Record<string, string> = {
  page: 'page',
  data: 'page data',
  action: 'form',
  api: 'API',
}

/** One request with its steps. */
export function RequestCard({
  request,
  isOpen,
  onToggle,
  sources,
  isKept,
}: {
  request: TimelineRequest
  isOpen: boolean
  onToggle: (isOpen: boolean) => void
  sources: SourcePlaces
  isKept: boolean
}) {
  const { answer, steps, in: input } = request
  const wholeMs = lengthOf(request)
  const stop = refusedStepOf(request)
  const sentence = seenByClient(request)
  return (
    <li id={`request-${request.id}`} className="border-b border-line last:border-b-0">
      <details open={isOpen} onToggle={(event) => onToggle(event.currentTarget.open)}>
        <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 py-3">
          <h3 className="min-w-0 font-mono text-sm font-medium">{nameOf(request)}</h3>
          <span className="flex flex-wrap items-center gap-2">
            <Badge tone={toneOf(Number(answer?.out.status))}>
              {answer ? String(answer.out.status) : 'under way'}
            </Badge>
            <span className="text-xs text-muted">
              {whatItIs(request)}, {steps.length} {steps.length === 1 ? 'step' : 'steps'},{' '}
              <span className="tabular-nums">{duration(wholeMs)}</span>
            </span>
            {input.scenario !== undefined && (
              <Badge tone="caution">scenario: {String(input.scenario)}</Badge>
            )}
          </span>
        </summary>
        {stop && (
          <p className="mb-2 text-sm text-danger">
            The chain stops at “{titleOf(stop)}”.{sentence && ` The browser sees: “${sentence}”`}
          </p>
        )}
        <LaneHeadings />
        <ol className="pb-4" aria-label={`Steps of ${nameOf(request)}`}>
          {steps.map((step, index) => (
            <StepRow
              key={step.id}
              step={step}
              request={request}
              from={steps[index - 1]?.lane ?? 'browser'}
              isLast={index === steps.length - 1}
              wholeMs={wholeMs}
              sources={sources}
            />
          ))}
        </ol>
        {isKept && (
          <p className="pb-4 text-sm print:hidden">
            <a href={`/inspector/runs/${request.id}`}>Link to this run</a>{' '}
            <span className="text-muted">opens for ten minutes, in this browser alone</span>
          </p>
        )}
      </details>
    </li>
  )
}

/** What somebody did, where it is one of the things the page explains; else only its kind. */
function whatItIs(request: TimelineRequest): string {
  const operation = operationOf(request)
  const known = OPERATIONS.find(({ id }) => id === operation)
  return known?.title.split(':')[0] ?? KINDS[String(request.in.kind)] ?? 'request'
}

function toneOf(status: number): BadgeTone {
  if (status >= 400) return 'danger'
  return status >= 300 ? 'caution' : 'accent'
}
