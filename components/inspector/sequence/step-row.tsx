import type { ShownFacts } from '@/lib/inspector/sources/build-facts'
import type { Lane } from '@/lib/inspector/steps/step-schema'
import { whyOf } from '@/lib/inspector/timeline/step-reasons'
import { codeOf, LANE_NAMES, resultOf, titleOf } from '@/lib/inspector/timeline/step-text'
import {
  isTimed,
  sessionSourceOf,
  type TimelineRequest,
  type TimelineStep,
} from '@/lib/inspector/timeline/timeline'
import { CodeExamples } from './code-examples'
import { ROW_GRID } from './lane-headings'
import { SourceExcerpt } from './source-excerpt'
import { duration, StepBar } from './step-bar'
import { StepThread } from './step-thread'
import { ValueList } from './values'

/** Tailwind finds only whole class names. */
const INDENTS = ['', 'pl-3', 'pl-6', 'pl-9', 'pl-12', 'pl-15']

/** One step. It opens to its input and output, the reason it ran, and its code. */
export function StepRow({
  step,
  request,
  from,
  wholeMs,
  facts,
  isOpen,
}: {
  step: TimelineStep
  request: TimelineRequest
  /** The lane that called it. */
  from: Lane
  wholeMs: number
  facts: ShownFacts
  isOpen: boolean
}) {
  const isRefused = step.outcome !== 'done'
  const took = isTimed(step) ? duration(step.ms) : '–'
  return (
    <li>
      <details className="group/step" open={isOpen}>
        <summary className={`${ROW_GRID} cursor-pointer rounded-sm hover:bg-sunken`}>
          <span className="relative row-span-2 h-full min-h-11 @xl:row-span-1 @xl:min-h-9">
            <StepThread lane={step.lane} from={from} outcome={step.outcome} />
          </span>
          <span
            className={`flex min-w-0 flex-wrap items-baseline gap-x-2 pt-1.5 @xl:py-1.5 ${INDENTS[Math.min(step.depth, INDENTS.length - 1)]}`}
          >
            <span className="sr-only">{LANE_NAMES[step.lane]}: </span>
            <span className="text-sm font-medium">{titleOf(step)}</span>
            <span className={`text-sm ${isRefused ? 'text-danger' : 'text-muted'}`}>
              {resultOf(step)}
              {step.step === 'liveness' && `, from ${SOURCES[sessionSourceOf(step, request)]}`}
            </span>
          </span>
          <span className="hidden @[38rem]:block">
            <StepBar {...step} wholeMs={wholeMs} isRefused={isRefused} />
          </span>
          <span className="pb-1.5 font-mono text-xs text-muted tabular-nums @xl:pb-0 @xl:text-right">
            <span className="@xl:hidden" aria-hidden="true">
              {LANE_NAMES[step.lane]}
              {', '}
            </span>
            <span className="whitespace-nowrap">{took}</span>
          </span>
        </summary>
        <div className="mb-3 grid grid-cols-1 gap-3 rounded-md bg-sunken p-4">
          <p className="text-sm">{whyOf(step, request)}</p>
          <p className="font-mono text-xs text-muted">
            {LANE_NAMES[step.lane]}, {duration(step.offsetMs)} after the request began
            {isTimed(step) ? `, ${duration(step.ms)} long` : '; its duration is not measured'}
          </p>
          <div className="grid grid-cols-1 gap-4 @xl:grid-cols-2">
            <ValueList title="In" values={step.in} />
            <ValueList title="Out" values={step.out} />
          </div>
          <SourceExcerpt place={facts.places[codeOf(step)]} />
          <CodeExamples examples={facts.examples[codeOf(step)] ?? []} />
        </div>
      </details>
    </li>
  )
}

const SOURCES = { memory: 'memory', database: 'the database' }
