import type { ReactNode } from 'react'
import { BrandLink } from './brand-link'
import { HeaderPerson } from './header-person'

/** The top of every page: the name, the way round, and who is signed in. */
export function SiteHeader({
  navigation,
  children,
}: {
  navigation?: ReactNode
  /** Beside the name of whoever is signed in, and only then: the way out. */
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
