import { AccountPageLinks, type AccountPage } from './account-page-links'

/** Links to the account pages: above the page, or beside it on wide screens. */
export function AccountNavigation({ pages }: { pages: readonly AccountPage[] }) {
  return (
    <nav aria-label="Account">
      <ul className="nav-grid gap-1 [--nav-item:8rem] md:flex lg:flex-col">
        <AccountPageLinks
          pages={pages}
          className="min-h-11 rounded-md font-medium text-muted hover:bg-sunken hover:text-ink aria-[current]:bg-accent-soft aria-[current]:text-accent-text"
        />
      </ul>
    </nav>
  )
}
