import Link from 'next/link'
import { Card } from '@/components/ui/card'

export type AccountPageAbout = { href: string; label: string; about: string }

/** Links to the account pages. */
export function AccountCard({ pages }: { pages: readonly AccountPageAbout[] }) {
  return (
    <div className="lg:col-span-2">
      <Card title="Account">
        <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {pages.map(({ href, label, about }) => (
            <li key={href} className="relative rounded-md bg-sunken p-4 hover:bg-accent-soft">
              <Link
                href={href}
                prefetch={false}
                className="font-medium after:absolute after:inset-0 after:rounded-md hover:underline"
              >
                {label}
              </Link>
              <p className="mt-0.5 text-sm text-muted">{about}</p>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  )
}
