'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'

export type NavigationItem = { href: string; label: string }

/** The way round for somebody signed in; the place one is at is marked. */
export function MainNavigation({ items }: { items: readonly NavigationItem[] }) {
  const pathname = usePathname()
  return (
    <nav aria-label="Main" className="-mx-3 flex flex-wrap">
      {items.map(({ href, label }) => {
        const isHere = pathname === href || pathname.startsWith(`${href}/`)
        return (
          <Link
            key={href}
            href={href}
            // A page of somebody's own cannot be kept, and asking ahead meets a session that ended.
            prefetch={false}
            aria-current={isHere ? 'page' : undefined}
            className="flex min-h-11 items-center rounded-sm px-3 text-sm font-medium text-muted decoration-2 underline-offset-8 hover:text-ink aria-[current]:text-ink aria-[current]:underline aria-[current]:decoration-accent"
          >
            {label}
          </Link>
        )
      })}
    </nav>
  )
}
