'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import type { RecordedEvent } from '@/lib/inspector/recording/recorded-event'
import { compare, fromJson, toJson, toMarkdown } from '@/lib/inspector/documents/export-recording'
import { toMermaid } from '@/lib/inspector/documents/sequence-diagram'
import { nameOf, statusOf, type TimelineRequest } from '@/lib/inspector/timeline/timeline'
import { product } from '@/lib/product'

type Written = {
  title: string
  name: string
  type: string
  /** Null when there is nothing to write. */
  write: (events: readonly RecordedEvent[], signIn: TimelineRequest | undefined) => string | null
}

const FILES: readonly Written[] = [
  {
    title: 'Download JSON',
    name: `${product.slug}-flow.json`,
    type: 'application/json',
    write: (events) => toJson(events),
  },
  {
    title: 'Download Markdown',
    name: `${product.slug}-flow.md`,
    type: 'text/markdown',
    write: (events) => toMarkdown(events),
  },
  {
    title: 'Download Mermaid',
    name: `${product.slug}-sign-in.mmd`,
    type: 'text/plain',
    write: (_events, signIn) => (signIn ? toMermaid(signIn) : null),
  },
]

/** Exports a recording, opens one, and compares two of its requests. */
export function RecordingTools({
  events,
  timeline,
  onOpen,
  isImported,
}: {
  events: readonly RecordedEvent[]
  timeline: readonly TimelineRequest[]
  /** Null: back to the visitor's own. */
  onOpen: (events: RecordedEvent[] | null) => void
  isImported: boolean
}) {
  const [message, setMessage] = useState('')
  const newest = timeline.findLast(({ in: one }) => one.path === '/api/auth/callback/credentials')

  async function open(file: File | undefined) {
    if (!file) return
    const read = fromJson(await file.text())
    setMessage(
      read ? `Opened ${read.length} events from ${file.name}.` : 'That file is not a recording.',
    )
    if (read) onOpen(read)
  }

  return (
    <Card title="Export and compare">
      <div className="flex flex-wrap items-center gap-2">
        {FILES.map(({ title, name, type, write }) => (
          <Button
            key={name}
            tone="quiet"
            size="small"
            onClick={() => {
              const text = write(events, newest)
              setMessage(
                text === null ? 'Sign in first: the diagram shows the newest sign-in.' : '',
              )
              if (text !== null) download(name, text, type)
            }}
          >
            {title}
          </Button>
        ))}
        <label className="button button-quiet button-small">
          Open a recording
          <input
            type="file"
            accept="application/json,.json"
            className="sr-only"
            onChange={(event) => void open(event.currentTarget.files?.[0])}
          />
        </label>
        {isImported && (
          <Button size="small" onClick={() => onOpen(null)}>
            Back to my recording
          </Button>
        )}
      </div>
      <p role="status" className="mt-2 min-h-6 text-sm">
        {message}
      </p>
      <Comparison timeline={timeline} />
    </Card>
  )
}

function Comparison({ timeline }: { timeline: readonly TimelineRequest[] }) {
  const [ids, setIds] = useState<[string, string]>(['', ''])
  const [left, right] = ids.map((id) => timeline.find((one) => one.id === id))
  const differences = left && right ? compare(left, right) : null
  return (
    <section aria-labelledby="compare-runs">
      <h3 id="compare-runs" className="mb-2 text-sm font-medium">
        Compare two requests
      </h3>
      <div className="grid gap-3 sm:grid-cols-2">
        {([0, 1] as const).map((side) => (
          <label key={side} className="grid min-w-0 gap-1 text-sm">
            {side === 0 ? 'First request' : 'Second request'}
            <select
              className="input"
              value={ids[side]}
              onChange={({ currentTarget: { value } }) =>
                setIds(side === 0 ? [value, ids[1]] : [ids[0], value])
              }
            >
              <option value="">Choose a request</option>
              {timeline.map((request, index) => (
                <option key={request.id} value={request.id}>
                  {index + 1}. {nameOf(request)} {statusOf(request)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      {differences && (
        <ol className="mt-3 grid gap-1 text-sm">
          {differences.length === 0 && <li>No differences.</li>}
          {differences.map(({ at, left: one, right: other }) => (
            <li key={at} className="grid gap-x-4 border-l-2 border-line pl-3 sm:grid-cols-2">
              <span>{one}</span>
              <span className="text-muted">{other}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function download(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
