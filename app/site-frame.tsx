import type { ReactNode } from 'react'
import { setThemeAction, signOutAction } from '@/app/actions'
import { ACCOUNT_PAGES } from '@/app/navigation'
import { readThemeChoice } from '@/app/read-theme'
import { SignOutButton } from '@/components/auth/sign-out-button'
import { AccountMenu } from '@/components/site/account-menu'
import { MainNavigation, type NavigationItem } from '@/components/site/main-navigation'
import { SiteFooter } from '@/components/site/site-footer'
import { SiteHeader } from '@/components/site/site-header'

const PAGE = 'px-4 py-6 sm:px-8 sm:py-10'

type SiteFrameProps = {
  /** Without any there is no navigation. */
  items?: readonly NavigationItem[]
  /** Padding and grid of the content. */
  contentClass?: string
  /** Scripts that watch over the page. */
  watch?: ReactNode
  children: ReactNode
}

/** Header, content and footer of every page but the forms for signed-out visitors. */
export async function SiteFrame({ items, contentClass = PAGE, watch, children }: SiteFrameProps) {
  const theme = await readThemeChoice()
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader
        {...(items ? { navigation: <MainNavigation items={items} /> } : {})}
        menu={<AccountMenu pages={ACCOUNT_PAGES} />}
      >
        <SignOutButton action={signOutAction} />
      </SiteHeader>
      {watch}
      <main id="content" tabIndex={-1} className={`mx-auto w-full max-w-6xl grow ${contentClass}`}>
        {children}
      </main>
      <SiteFooter {...theme} setThemeAction={setThemeAction} />
    </div>
  )
}
