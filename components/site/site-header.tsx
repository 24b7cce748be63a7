import type { ReactNode } from 'react'
import type { FormAction } from '@/components/ui/use-form-submission'
import { BrandLink } from './brand-link'
import { HeaderSession } from './header-session'

/** The top of every page: the name, the way round, and who is signed in. */
export function SiteHeader({
  signOutAction,
  children,
}: {
  signOutAction: FormAction
  /** The navigation of the pages below. */
  children?: ReactNode
}) {
  return (
    <header className="mx-auto flex w-full max-w-6xl flex-wrap items-center gap-x-6 gap-y-1 px-4 py-4 sm:px-8">
      <BrandLink />
      {children && <div className="order-last w-full sm:order-none sm:w-auto">{children}</div>}
      <div className="ml-auto min-w-0">
        <HeaderSession signOutAction={signOutAction} />
      </div>
    </header>
  )
}
