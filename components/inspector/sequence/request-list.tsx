'use client'

import { useEffect, useRef } from 'react'
import { OPERATIONS, operationOf } from '@/lib/inspector/timeline/callback-matrix'
import { lengthOf, nameOf, type TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { OutcomeBadge } from './outcome-badge'
import { duration } from './step-bar'

const KINDS: Record<string, string> = {
  page: 'page',
  data: 'page data',
  action: 'form',
  api: 'API',
}

/** All requests, oldest first, in a region that scrolls to the newest. */
export function RequestList({
  timeline,
  shown,
  onChoose,
}: {
  timeline: readonly TimelineRequest[]
  /** The request shown in detail. */
  shown: string
  onChoose: (id: string) => void
}) {
  const list = useRef<HTMLOListElement>(null)
  const count = timeline.length
  useEffect(() => {
    const element = list.current
    if (element) element.scrollTop = element.scrollHeight
  }, [count])
  return (
    <ol
      ref={list}
      aria-label="Requests"
      className="h-44 overflow-y-auto overscroll-contain rounded-md border border-line bg-sunken p-1 print:hidden"
    >
      {timeline.map((request) => (
        <li key={request.id}>
          <button
            type="button"
            aria-current={request.id === shown ? 'true' : undefined}
            onClick={() => onChoose(request.id)}
            className="flex min-h-9 w-full cursor-pointer flex-wrap items-center gap-x-3 gap-y-0.5 rounded-sm px-2 py-1 text-left hover:bg-surface aria-[current]:bg-surface aria-[current]:shadow-control"
          >
            <OutcomeBadge request={request} />
            <span className="min-w-0 font-mono text-xs">{nameOf(request)}</span>
            <span className="text-xs text-muted">
              {describe(request)},{' '}
              <span className="tabular-nums">{duration(lengthOf(request))}</span>
              {request.in.scenario !== undefined && `, attack: ${String(request.in.scenario)}`}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}

/** What the visitor did, where the page explains it; otherwise only the kind of request. */
function describe(request: TimelineRequest): string {
  const operation = operationOf(request)
  const known = OPERATIONS.find(({ id }) => id === operation)
  return known?.title.split(':')[0] ?? KINDS[String(request.in.kind)] ?? 'request'
}
