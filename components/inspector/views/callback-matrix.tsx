import { Card } from '@/components/ui/card'
import {
  CALLBACKS,
  measure,
  MISCONCEPTIONS,
  type CallbackName,
  type MatrixRow,
} from '@/lib/inspector/timeline/callback-matrix'
import { differencesFromNotes, NOTES } from '@/lib/inspector/timeline/callback-notes'
import type { TimelineRequest } from '@/lib/inspector/timeline/timeline'

/** Which callbacks ran in this recording, next to what is usually told. */
export function CallbackMatrix({ timeline }: { timeline: readonly TimelineRequest[] }) {
  const rows = measure(timeline)
  const differences = differencesFromNotes(rows)
  const reasons = [...new Set(differences.map(({ because }) => because))]
  return (
    <Card title="Callbacks, measured">
      <p className="mb-4 text-sm text-muted">
        A callback is a function of ours that Auth.js calls. Each cell shows in how many of your own
        requests it ran. Below it, “usually told” is what the table says that many tutorials share.
      </p>
      <div className="overflow-x-auto" role="region" aria-label="Callback matrix" tabIndex={0}>
        <table className="w-full min-w-2xl text-left text-sm">
          <thead className="text-xs text-muted">
            <tr>
              <th scope="col" className="py-1.5 pr-4 font-medium">
                Request
              </th>
              {CALLBACKS.map((name) => (
                <th key={name} scope="col" className="py-1.5 pr-3 font-mono font-medium">
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
      <section aria-labelledby="differences" className="mt-6">
        <h3 id="differences" className="mb-2 text-sm font-medium">
          Where your recording differs from what is usually told
        </h3>
        {differences.length === 0 ? (
          <p className="text-sm text-muted">Nowhere so far.</p>
        ) : (
          <ul className="grid gap-3">
            {reasons.map((because) => (
              <li key={because} className="border-l-2 border-caution-line pl-3 text-sm">
                {differences
                  .filter((one) => one.because === because)
                  .map(({ id, title }) => (
                    <p key={id}>{title}</p>
                  ))}
                <p className="text-muted">{because}</p>
              </li>
            ))}
          </ul>
        )}
      </section>
      <h3 className="mt-6 mb-2 text-sm font-medium">Often said, and wrong</h3>
      <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        {MISCONCEPTIONS.map(({ claim, truth }) => (
          <div key={claim}>
            <dt className="text-sm text-muted">{claim}</dt>
            <dd className="text-sm">{truth}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function Row({ row }: { row: MatrixRow }) {
  const { title, requests } = row
  return (
    <tr>
      <th scope="row" className="py-2 pr-4 align-top font-normal">
        {title}
        <span className="block text-xs text-muted">
          {requests === 0 ? 'not yet' : `${requests} ${requests === 1 ? 'time' : 'times'}`}
        </span>
      </th>
      {CALLBACKS.map((name) => (
        <MatrixCell key={name} name={name} row={row} />
      ))}
    </tr>
  )
}

function MatrixCell({
  name,
  row: { id, requests, cells },
}: {
  name: CallbackName
  row: MatrixRow
}) {
  const { requests: ran, agrees } = cells[name]
  const measured = requests === 0 ? '·' : ran === 0 ? 'no' : `✓ ${ran} of ${requests}`
  const noted = NOTES[id]?.[name]
  const tone = !agrees
    ? 'font-medium text-danger'
    : ran > 0
      ? 'font-medium text-accent-text'
      : 'text-muted'
  return (
    <td className="py-2 pr-3 align-top whitespace-nowrap" data-callback={name}>
      <span className={tone}>{measured}</span>
      {noted !== undefined && (
        <span className="block text-xs text-muted">usually told: {noted ? 'yes' : 'no'}</span>
      )}
    </td>
  )
}
