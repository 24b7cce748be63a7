'use client'

import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import type { ShownFacts } from '@/lib/inspector/sources/build-facts'
import { isAttempt, operationOf } from '@/lib/inspector/timeline/callback-matrix'
import type { TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { product } from '@/lib/product'
import { RequestDetail } from './request-detail'
import { RequestList } from './request-list'

/** What is shown in detail: a request, and perhaps one of its steps, opened. */
export type Chosen = { request: string; step?: string | undefined } | null

/** The requests as a list of fixed height, and one of them in detail. */
export function Sequence({
  timeline,
  facts,
  isKept = false,
  isReplaying = false,
  chosen,
  onChoose,
  children,
}: {
  timeline: readonly TimelineRequest[]
  facts: ShownFacts
  /** Whether the server still has these requests, so that each has an address. */
  isKept?: boolean
  /** Then the newest request is shown as far as it has been replayed. */
  isReplaying?: boolean
  chosen: Chosen
  onChoose: (chosen: Chosen) => void
  /** Next to the title: what can be done with the recording. */
  children?: ReactNode
}) {
  const request = isReplaying
    ? timeline.at(-1)
    : (timeline.find(({ id }) => id === chosen?.request) ?? newestOf(timeline))
  return (
    <Card title="Sequence" aside={children}>
      {request === undefined ? (
        <p className="text-muted">
          Nothing recorded yet.{' '}
          <span className="noscript:hidden">
            Make a request on this page, or use {product.name} in another tab of this browser: every
            request appears here.
          </span>
          <span className="hidden noscript:inline">
            Use {product.name} in another tab of this browser, then reload this page.
          </span>
        </p>
      ) : (
        <div className="grid grid-cols-1 gap-5">
          <RequestList
            timeline={timeline}
            shown={request.id}
            onChoose={(id) => onChoose({ request: id })}
          />
          <RequestDetail
            key={request.id}
            request={request}
            facts={facts}
            isKept={isKept}
            isReplaying={isReplaying}
            openStep={request.id === chosen?.request ? chosen.step : undefined}
          />
        </div>
      )}
    </Card>
  )
}

/** The newest sign-in or sign-out, because the reads that follow it say less; else the newest request. */
function newestOf(timeline: readonly TimelineRequest[]): TimelineRequest | undefined {
  const finished = timeline.filter(({ answer }) => answer !== null)
  const isTelling = (request: TimelineRequest) => {
    const operation = operationOf(request)
    return isAttempt(operation) || operation === 'sign-out'
  }
  return finished.findLast(isTelling) ?? finished.at(-1) ?? timeline.at(-1)
}
