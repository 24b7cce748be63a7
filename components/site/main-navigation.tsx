'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { Role } from '@/lib/domain/accounts/roles'

export type NavigationItem = {
  href: string
  label: string
  /** Loaded as a document of its own, and not ahead of being asked for. */
  isDocument?: boolean
}

/** A page of the main navigation; open to everyone signed in unless `isOpenTo` says otherwise. */
export type NavigationPage = NavigationItem & { isOpenTo?: (role: Role | null) => boolean }

/** The way round for somebody signed in; the place one is at is marked. */
export function MainNavigation({ items }: { items: readonly NavigationItem[] }) {
  const pathname = usePathname()
  return (
    <nav aria-label="Main" className="-mx-3 flex flex-wrap">
      {items.map(({ href, label, isDocument = false }) => {
        const isHere = pathname === href || pathname.startsWith(`${href}/`)
        const Way = isDocument ? 'a' : Link
        return (
          <Way
            key={href}
            href={href}
            // A page of somebody's own cannot be kept, and asking ahead meets a session that ended.
            prefetch={false}
            aria-current={isHere ? 'page' : undefined}
            className="flex min-h-11 items-center rounded-sm px-3 text-sm font-medium text-muted decoration-2 underline-offset-8 hover:text-ink aria-[current]:text-ink aria-[current]:underline aria-[current]:decoration-accent"
          >
            {label}
          </Way>
        )
      })}
    </nav>
  )
}
