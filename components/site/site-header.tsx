import type { ReactNode } from 'react'
import { BrandLink } from './brand-link'
import { HeaderPerson } from './header-person'

/** The header of every page: the name, the navigation, and the signed-in user. */
export function SiteHeader({
  navigation,
  menu,
  children,
}: {
  /** In a row of its own until there is room for it beside the rest. */
  navigation?: ReactNode
  /** Of the signed-in user; without it, only the name is shown. */
  menu?: ReactNode
  /** Shown next to the user's name when signed in: the sign-out button. */
  children?: ReactNode
}) {
  return (
    <header className="border-b border-line">
      <div className="relative mx-auto flex w-full max-w-6xl flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-3 pb-2 sm:px-8 lg:gap-x-8 lg:py-3">
        <BrandLink />
        {navigation && (
          <div className="order-last w-full lg:order-none lg:w-auto">{navigation}</div>
        )}
        <div className="ml-auto min-w-0">
          <HeaderPerson menu={menu}>{children}</HeaderPerson>
        </div>
      </div>
    </header>
  )
}
