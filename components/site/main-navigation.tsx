'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { Role } from '@/lib/domain/accounts/roles'

export type NavigationItem = {
  href: string
  label: string
  /** Opened with a full document load and never prefetched. */
  isDocument?: boolean
}

/** A page of the main navigation; open to everyone signed in unless `isOpenTo` says otherwise. */
export type NavigationPage = NavigationItem & { isOpenTo?: (role: Role | null) => boolean }

/** The main navigation of signed-in users, with the current page marked. */
export function MainNavigation({ items }: { items: readonly NavigationItem[] }) {
  const pathname = usePathname()
  return (
    <nav
      aria-label="Main"
      className="nav-grid -mx-2.5 flex-wrap [--nav-item:6rem] md:-mx-3 md:flex"
    >
      {items.map(({ href, label, isDocument = false }) => {
        const isHere = pathname === href || pathname.startsWith(`${href}/`)
        const Way = isDocument ? 'a' : Link
        return (
          <Way
            key={href}
            href={href}
            // Personal pages are not cacheable, and a prefetch could meet an ended session.
            prefetch={false}
            aria-current={isHere ? 'page' : undefined}
            className="flex min-h-11 items-center rounded-sm px-2.5 text-sm font-medium text-muted decoration-2 underline-offset-8 hover:text-ink aria-[current]:text-ink aria-[current]:underline aria-[current]:decoration-accent md:px-3"
          >
            {label}
          </Way>
        )
      })}
    </nav>
  )
}
