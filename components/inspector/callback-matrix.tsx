import { Card } from '@/components/ui/card'
import {
  CALLBACKS,
  EXPECTED,
  FOLKLORE,
  measure,
  type CallbackName,
  type Cell,
  type Expected,
  type MatrixRow,
} from '@/lib/inspector/timeline/callback-matrix'
import type { TimelineRequest } from '@/lib/inspector/timeline/timeline'

/** Which callbacks ran at what, counted over this browser's own requests. */
export function CallbackMatrix({ timeline }: { timeline: readonly TimelineRequest[] }) {
  const rows = measure(timeline)
  return (
    <Card title="Callbacks, measured">
      <p className="mb-4 text-sm text-muted">
        A callback is a function of ours that Auth.js calls on its way. The ticks are your own
        requests; below each, what Auth.js is documented to do.
      </p>
      <div className="overflow-x-auto" role="region" aria-label="Callback matrix" tabIndex={0}>
        <table className="w-full min-w-3xl text-left text-sm">
          <thead className="text-xs text-muted">
            <tr>
              <th scope="col" className="py-1.5 pr-4 font-medium">
                What you did
              </th>
              {CALLBACKS.map((name) => (
                <th key={name} scope="col" className="py-1.5 pr-4 font-mono font-medium">
                  {name === 'event' ? 'events' : name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-y border-line">
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <h3 className="mt-6 mb-2 text-sm font-medium">Where folklore is wrong</h3>
      <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        {FOLKLORE.map(({ claim, truth }) => (
          <div key={claim}>
            <dt className="text-sm text-muted">{claim}</dt>
            <dd className="text-sm">{truth}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function Row({ row: { id, title, requests, cells } }: { row: MatrixRow }) {
  return (
    <tr>
      <th scope="row" className="py-2 pr-4 align-top font-normal">
        {title}
        <span className="block text-xs text-muted">
          {requests === 0 ? 'not yet' : `${requests} ${requests === 1 ? 'time' : 'times'}`}
        </span>
      </th>
      {CALLBACKS.map((name) => (
        <MatrixCell
          key={name}
          cell={cells[name]}
          requests={requests}
          expected={EXPECTED[id][name]}
          name={name}
        />
      ))}
    </tr>
  )
}

function MatrixCell({
  cell,
  requests,
  expected,
  name,
}: {
  cell: Cell
  requests: number
  expected: Expected
  name: CallbackName
}) {
  const measured = requests === 0 ? '·' : cell.runs === 0 ? 'no' : `✓ ${cell.runs}×`
  return (
    <td className="py-2 pr-4 align-top" data-callback={name}>
      <span
        className={
          !cell.agrees
            ? 'font-medium text-danger'
            : cell.runs > 0
              ? 'font-medium text-accent-text'
              : 'text-muted'
        }
      >
        {measured}
      </span>
      <span className="block text-xs text-muted">
        {typeof expected === 'object' ? expected.when : expected}
      </span>
    </td>
  )
}
