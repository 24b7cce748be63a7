'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'

export type AccountPage = { href: string; label: string }

/** Links to the account pages: above the page, or beside it on wide screens. */
export function AccountNavigation({ pages }: { pages: readonly AccountPage[] }) {
  const pathname = usePathname()
  return (
    <nav aria-label="Account">
      <ul className="flex flex-wrap gap-1 lg:flex-col">
        {pages.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              aria-current={pathname === href ? 'page' : undefined}
              className="flex min-h-11 items-center rounded-md px-3 text-sm font-medium text-muted hover:bg-sunken hover:text-ink aria-[current]:bg-accent-soft aria-[current]:text-accent-text"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
