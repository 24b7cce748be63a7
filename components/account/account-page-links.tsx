'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'

export type AccountPage = {
  href: string
  label: string
  /** The pages it leads to, on which it is marked too. */
  within?: readonly string[]
}

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
  return pages.map(({ href, label, within }) => (
    <li key={href}>
      <Link
        href={href}
        prefetch={false}
        aria-current={pathname === href ? 'page' : within?.includes(pathname) || undefined}
        className={`flex items-center px-3 text-sm ${className}`}
      >
        {label}
      </Link>
    </li>
  ))
}
