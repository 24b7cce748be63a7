import type { ReactNode } from 'react'
import { BrandLink } from './brand-link'
import { HeaderPerson } from './header-person'

/** The header of every page: the name, the navigation, and the signed-in user. */
export function SiteHeader({
  navigation,
  children,
}: {
  navigation?: ReactNode
  /** Shown next to the user's name when signed in: the sign-out button. */
  children?: ReactNode
}) {
  return (
    <header className="mx-auto flex w-full max-w-6xl flex-wrap items-center gap-x-6 gap-y-1 px-4 py-4 sm:px-8">
      <BrandLink />
      {navigation && <div className="order-last w-full sm:order-none sm:w-auto">{navigation}</div>}
      <div className="ml-auto min-w-0">
        <HeaderPerson>{children}</HeaderPerson>
      </div>
    </header>
  )
}
