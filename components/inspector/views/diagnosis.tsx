'use client'

import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { useMounted } from '@/components/ui/use-mounted'
import { diagnose, RULE_COUNT } from '@/lib/inspector/timeline/diagnosis'
import type { TimelineRequest } from '@/lib/inspector/timeline/timeline'
import type { LiveRecording } from '../use-recording'

/** Common misconfigurations, each with its remedy. */
export function Diagnosis({
  timeline,
  stream: { hello, connection },
  authUrl,
}: {
  timeline: readonly TimelineRequest[]
  stream: LiveRecording
  authUrl: string
}) {
  const isMounted = useMounted()
  const findings = isMounted
    ? diagnose(
        {
          pageOrigin: window.location.origin,
          authUrl,
          clockAheadMs: hello && hello.receivedAtMs - hello.nowMs,
          cookiesEnabled: navigator.cookieEnabled,
          hasRecording: connection !== 'no-recording',
        },
        timeline,
      )
    : []
  return (
    <Card
      title="Diagnosis"
      aside={
        <Badge tone={findings.length === 0 ? 'accent' : 'caution'}>
          {findings.length === 0 ? 'Nothing found' : `${findings.length} found`}
        </Badge>
      }
    >
      {findings.length === 0 ? (
        <p className="text-muted">
          {RULE_COUNT} checks were made: clocks, cookie sizes, http and https, addresses, other apps
          on this host. None of them found a problem.
        </p>
      ) : (
        <ul className="grid gap-4">
          {findings.map(({ title, sentence, remedy }) => (
            <li key={title} className="border-l-2 border-caution-line pl-3">
              <h3 className="font-medium">{title}</h3>
              <p className="text-sm">{sentence}</p>
              <p className="text-sm text-muted">{remedy}</p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
