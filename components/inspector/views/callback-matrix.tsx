import { Card } from '@/components/ui/card'
import {
  CALLBACKS,
  measure,
  MISCONCEPTIONS,
  type CallbackName,
  type MatrixRow,
} from '@/lib/inspector/timeline/callback-matrix'
import {
  differenceId,
  differencesFromNotes,
  NOTES,
  type MatrixDifference,
} from '@/lib/inspector/timeline/callback-notes'
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
        requests it ran. Below it, “told” is what the table says that many tutorials share; where
        your recording differs, it leads to the reason.
      </p>
      <div className="@container">
        <table className="block w-full text-left text-sm @xl:table" aria-label="Callback matrix">
          <thead className="hidden text-xs text-muted @xl:table-header-group">
            <tr>
              <th scope="col" className="py-1.5 pr-4 font-medium">
                Request
              </th>
              {CALLBACKS.map((name) => (
                <th
                  key={name}
                  scope="col"
                  className="py-1.5 pr-3 font-mono font-medium whitespace-nowrap"
                >
                  {titleOfColumn(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="grid gap-2 @xl:table-row-group @xl:divide-y @xl:divide-line @xl:border-y @xl:border-line">
            {rows.map((row) => (
              <Row key={row.id} row={row} differences={differences} />
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
                    <p
                      key={id}
                      id={anchorOf(id)}
                      tabIndex={-1}
                      className="scroll-mt-4 target:bg-sunken"
                    >
                      {title}
                    </p>
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

/** A table; on a narrow screen each request is a card. */
function Row({ row, differences }: { row: MatrixRow; differences: readonly MatrixDifference[] }) {
  const { title, requests } = row
  return (
    <tr className="grid grid-cols-2 gap-x-4 gap-y-1 rounded-md bg-sunken p-3 @xl:table-row @xl:bg-transparent @xl:p-0">
      <th
        scope="row"
        className="col-span-2 font-medium @xl:py-2 @xl:pr-4 @xl:align-top @xl:font-normal"
      >
        {title}
        <span className="block text-xs text-muted">
          {requests === 0 ? 'not yet' : `${requests} ${requests === 1 ? 'time' : 'times'}`}
        </span>
      </th>
      {CALLBACKS.map((name) => (
        <MatrixCell
          key={name}
          name={name}
          row={row}
          differs={differences.some(({ id }) => id === differenceId(row.id, name))}
        />
      ))}
    </tr>
  )
}

function MatrixCell({
  name,
  row: { id, requests, cells },
  differs,
}: {
  name: CallbackName
  row: MatrixRow
  /** From what is usually told. */
  differs: boolean
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
    <td className="@xl:py-2 @xl:pr-3 @xl:align-top" data-callback={name}>
      <span className="block font-mono text-xs text-muted @xl:hidden">{titleOfColumn(name)}</span>
      <span className={`whitespace-nowrap ${tone}`}>{measured}</span>
      {noted !== undefined && (
        <span className="block text-xs whitespace-nowrap text-muted">
          {differs ? (
            <a href={`#${anchorOf(differenceId(id, name))}`}>
              told: {noted ? 'yes' : 'no'}
              <span className="sr-only">, why it differs</span>
            </a>
          ) : (
            <>told: {noted ? 'yes' : 'no'}</>
          )}
        </span>
      )}
    </td>
  )
}

const titleOfColumn = (name: CallbackName) => (name === 'event' ? 'events' : name)

const anchorOf = (difference: string) => `told-${difference.replace(' ', '-')}`
