'use client'

import { usePathname } from 'next/navigation'
import { useSession } from 'next-auth/react'
import { useEffect, useRef } from 'react'
import { AccountPageLinks, type AccountPage } from '@/components/account/account-page-links'
import { Icon } from '@/components/ui/icon'
import { CHEVRON } from '@/components/ui/icons'
import { PersonLabel } from './person-label'

/**
 * The account's pages behind the person in the header. It opens without JavaScript; with it, it closes
 * on Escape, on a click elsewhere, when focus leaves, and on another page.
 */
export function AccountMenu({ pages }: { pages: readonly AccountPage[] }) {
  const { data } = useSession()
  const menu = useRef<HTMLDetailsElement>(null)
  const pathname = usePathname()
  useEffect(() => {
    menu.current?.removeAttribute('open')
  }, [pathname])
  useEffect(() => {
    const closeUnlessInside = ({ target }: Event) => {
      if (target instanceof Node && !menu.current?.contains(target)) {
        menu.current?.removeAttribute('open')
      }
    }
    const events = ['pointerdown', 'focusin'] as const
    for (const event of events) document.addEventListener(event, closeUnlessInside)
    return () => {
      for (const event of events) document.removeEventListener(event, closeUnlessInside)
    }
  }, [])
  if (!data) return null
  const { name, username, image } = data.user
  return (
    <details
      ref={menu}
      className="min-w-0 sm:relative"
      onKeyDown={({ key, currentTarget }) => {
        if (key !== 'Escape' || !currentTarget.open) return
        currentTarget.removeAttribute('open')
        currentTarget.querySelector('summary')?.focus()
      }}
    >
      <summary className="flex min-h-11 min-w-0 cursor-pointer list-none items-center gap-2 rounded-md px-1.5 hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <PersonLabel name={name} image={image} />
        <Icon path={CHEVRON} className="size-4 text-muted max-sm:hidden" />
      </summary>
      <div className="absolute right-4 z-30 mt-1 w-64 max-w-[calc(100vw-2rem)] rounded-md border border-line bg-surface p-1.5 shadow-float sm:right-0">
        <p className="border-b border-line px-3 pt-1.5 pb-2.5 text-sm text-muted">
          Signed in as <span className="font-medium text-ink">@{username}</span>
        </p>
        <ul aria-label="Your account" className="mt-1.5 grid">
          <AccountPageLinks
            pages={pages}
            className="min-h-10 rounded-sm hover:bg-sunken aria-[current]:font-medium aria-[current]:text-accent-text"
          />
        </ul>
      </div>
    </details>
  )
}
