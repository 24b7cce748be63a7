import { Badge } from '@/components/ui/badge'
import { buttonClass } from '@/components/ui/button-class'
import { Card } from '@/components/ui/card'

type Counted = { count: number; isMore: boolean }
type Overview = Record<'users' | 'activeSessions' | 'signUpsPending', Counted>

const FIGURES: readonly { key: keyof Overview; label: string }[] = [
  { key: 'users', label: 'Accounts' },
  { key: 'activeSessions', label: 'Active sessions' },
  { key: 'signUpsPending', label: 'Unconfirmed sign-ups' },
]

const NUMBER = new Intl.NumberFormat('en-GB')

const sizeOf = ({ count, isMore }: Counted) => `${NUMBER.format(count)}${isMore ? '+' : ''}`

/** Rendered only for administrators: the service answers no one else. */
export function AdminPanel({ overview }: { overview: Overview }) {
  return (
    <div className="lg:col-span-2">
      <Card title="Administration" aside={<Badge>Only administrators see this</Badge>}>
        <dl className="grid gap-3 sm:grid-cols-3">
          {FIGURES.map(({ key, label }) => (
            <div key={key} className="flex flex-col-reverse justify-end rounded-md bg-sunken p-4">
              <dt className="text-sm text-muted">{label}</dt>
              <dd className="text-2xl font-semibold tracking-tight tabular-nums">
                {sizeOf(overview[key])}
              </dd>
            </div>
          ))}
        </dl>
        <p className="mt-5 flex flex-wrap gap-3">
          <a href="/admin/users" className={buttonClass('quiet', 'small')}>
            Manage users
          </a>
          <a href="/admin/audit" className={buttonClass('quiet', 'small')}>
            View audit log
          </a>
        </p>
      </Card>
    </div>
  )
}
