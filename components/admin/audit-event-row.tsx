import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Cell, Row } from '@/components/ui/data-table'
import { PersonName, type ShownPerson } from './person-name'

export type ShownAuditEvent = {
  id: string
  atIso: string
  /** What happened, in words. */
  text: string
  needsReview: boolean
  isSimulated: boolean
  action: string
  result: 'SUCCESS' | 'FAILURE'
  /** Whose account it is about. */
  target: ShownPerson | null
  /** Who did it; null for nobody known. */
  actor: ShownPerson | null
  isFromCommandLine: boolean
  /** Why, in an administrator's words. */
  note: string | null
  address: string | null
  device: string | null
  /** As JSON. */
  details: string
}

/** One event in words, with its code and everything else recorded in its details. */
export function AuditEventRow({ event }: { event: ShownAuditEvent }) {
  const { atIso, target, device, address } = event
  return (
    <Row>
      <Cell width="wide">
        <Happening event={event} />
      </Cell>
      <Cell label="Account" width="some">
        {target ? <PersonName person={target} /> : <Nobody>None</Nobody>}
      </Cell>
      <Cell label="By" width="some">
        <Actor event={event} />
      </Cell>
      <Cell label="From" width="address">
        {device === null && address === null ? (
          <Nobody>Not stored</Nobody>
        ) : (
          <span className="grid">
            <span>{device}</span>
            <span className="font-mono text-xs text-muted">{address}</span>
          </span>
        )}
      </Cell>
      <Cell label="Time" width="some">
        <time dateTime={atIso} className="tabular-nums lg:whitespace-nowrap">
          {atIso.slice(0, 19).replace('T', ' ')} UTC
        </time>
      </Cell>
    </Row>
  )
}

function Happening({ event }: { event: ShownAuditEvent }) {
  return (
    <div className="grid gap-1.5">
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
        <span className="min-w-0">{event.text}</span>
        {event.needsReview && <Badge tone="caution">Review</Badge>}
        {event.isSimulated && <Badge>Simulated</Badge>}
      </p>
      {event.note !== null && (
        <p dir="auto" className="text-muted">
          Reason: {event.note}
        </p>
      )}
      <Details event={event} />
    </div>
  )
}

function Actor({ event: { actor, target, isFromCommandLine } }: { event: ShownAuditEvent }) {
  if (isFromCommandLine) return <Nobody>Command line</Nobody>
  if (!actor) return <Nobody>Not signed in</Nobody>
  if (actor.id === target?.id) return <Nobody>The owner</Nobody>
  return <PersonName person={actor} />
}

function Details({ event }: { event: ShownAuditEvent }) {
  const { action, result, id, target, actor, details } = event
  return (
    <details className="text-muted">
      <summary className="w-fit cursor-pointer rounded-sm text-xs hover:text-ink">Details</summary>
      <dl className="mt-2 grid gap-x-3 gap-y-1 font-mono text-xs break-all sm:grid-cols-[auto_minmax(0,1fr)]">
        <Detail label="Code">{action}</Detail>
        <Detail label="Result">{result}</Detail>
        {details !== '{}' && <Detail label="Data">{details}</Detail>}
        <Detail label="Event">{id}</Detail>
        {target && <Detail label="Account">{target.id}</Detail>}
        {actor && <Detail label="By">{actor.id}</Detail>}
      </dl>
    </details>
  )
}

function Detail({ label, children }: { label: string; children: string }) {
  return (
    <>
      <dt className="font-sans">{label}</dt>
      <dd className="text-ink max-sm:mb-1">{children}</dd>
    </>
  )
}

function Nobody({ children }: { children: ReactNode }) {
  return <span className="text-muted">{children}</span>
}
