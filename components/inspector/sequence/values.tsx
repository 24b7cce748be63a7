import type { Values } from '@/lib/inspector/steps/allowed-values'

const TIME = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'UTC',
})

/** Keys whose numbers are times. */
const MOMENT = /(At|expires|absoluteEnd|iat|exp|lockedUntil)$/

/** Recorded arguments or results, with secrets masked. */
export function ValueList({ title, values }: { title: string; values: Values }) {
  const entries = Object.entries(values)
  return (
    <div className="min-w-0">
      <h4 className="text-xs font-medium text-muted">{title}</h4>
      {entries.length === 0 ? (
        <p className="text-sm text-muted">nothing to show</p>
      ) : (
        <dl className="mt-1 grid gap-x-4 gap-y-0.5 font-mono text-xs">
          {entries.map(([name, value]) => (
            <div key={name} className="flex flex-wrap gap-x-2">
              <dt className="text-muted">{name}</dt>
              <dd>{valueText(name, value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

export function valueText(name: string, value: Values[string]): string {
  if (typeof value === 'number' && MOMENT.test(name)) return `${TIME.format(value)} UTC`
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}
