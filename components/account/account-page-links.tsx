'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'

export type AccountPage = { href: string; label: string }

/**
 * Links to the account pages, as items of a list. The page that is open is marked.
 *
 * @param className of each link
 */
export function AccountPageLinks({
  pages,
  className,
}: {
  pages: readonly AccountPage[]
  className: string
}) {
  const pathname = usePathname()
  return pages.map(({ href, label }) => (
    <li key={href}>
      <Link
        href={href}
        prefetch={false}
        aria-current={pathname === href ? 'page' : undefined}
        className={`flex items-center px-3 text-sm ${className}`}
      >
        {label}
      </Link>
    </li>
  ))
}
