'use client'

import { useState } from 'react'
import { Card } from '@/components/ui/card'
import type { SourcePlaces } from '@/lib/inspector/sources/source-places'
import type { TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { RequestCard } from './request-card'
import { product } from '@/lib/product'

/**
 * The sequence: requests in the order they came, the newest one open until somebody opens another.
 */
export function Sequence({
  timeline,
  sources,
  isKept = false,
  children,
}: {
  timeline: readonly TimelineRequest[]
  sources: SourcePlaces
  /** Whether the server has these runs, so that each has an address of its own. */
  isKept?: boolean
  /** Beside the title: what can be done with the recording. */
  children?: React.ReactNode
}) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map())
  const only = timeline.length === 1 ? timeline[0] : undefined
  const newest = (timeline.findLast(isWorthOpening) ?? only)?.id
  return (
    <Card title="Sequence" aside={children}>
      {timeline.length === 0 ? (
        <p className="text-muted">
          Nothing recorded yet. Sign in above, or use {product.name} in another tab of this browser:
          every request appears here as it runs.
        </p>
      ) : (
        <>
          <p className="mb-4 text-sm text-muted">
            Every request of this browser, and inside it each step as it ran, in the lane of whoever
            did it. Open a step: what went in, what came out, why it ran, and the code.
          </p>
          <ol className="border-t border-line" aria-label="Requests">
            {timeline.map((request) => (
              <RequestCard
                key={request.id}
                request={request}
                sources={sources}
                isKept={isKept}
                isOpen={chosen.get(request.id) ?? request.id === newest}
                onToggle={(isOpen) => {
                  const wasOpen = chosen.get(request.id) ?? request.id === newest
                  if (isOpen !== wasOpen) setChosen(new Map(chosen).set(request.id, isOpen))
                }}
              />
            ))}
          </ol>
        </>
      )}
    </Card>
  )
}

/** A sign-in is what people came for; a page's own requests right after it would hide it. */
function isWorthOpening({ in: input }: TimelineRequest): boolean {
  return input.path === '/api/auth/callback/credentials' || input.path === '/api/auth/signout'
}
