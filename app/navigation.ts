import { ADMIN_PAGES } from '@/app/(app)/admin/pages' // optional part: admin
import type { NavigationItem } from '@/components/site/main-navigation'
import type { Role } from '@/lib/domain/accounts/roles'
import { isInspectorOpen } from '@/lib/inspector/access' // optional part: inspector

/** A page of the main navigation, and who finds it there: everybody signed in unless it says. */
export type Page = NavigationItem & { isOpenTo?: (role: Role | null) => boolean }

/** The pages about one's own account. */
export const ACCOUNT_PAGES = [
  { href: '/account', label: 'Profile', about: 'Name, username and image' },
  { href: '/account/security', label: 'Security', about: 'Password and email' },
  { href: '/account/sessions', label: 'Devices', about: 'Where you are signed in' },
  { href: '/account/activity', label: 'Activity', about: 'What happened, and from where' },
  { href: '/account/data', label: 'Your data', about: 'Download it, or delete the account' },
]

const PAGES: readonly Page[] = [
  { href: '/dashboard', label: 'Dashboard' },
  { href: '/account', label: 'Account' },
  ...ADMIN_PAGES, // optional part: admin
  // optional part: inspector
  { href: '/inspector', label: 'Inspector', isDocument: true, isOpenTo: isInspectorOpen },
]

/** The main navigation of somebody signed in, with what is open to them. */
export function navigationFor(role: Role | null): NavigationItem[] {
  const open = PAGES.filter(({ isOpenTo }) => isOpenTo?.(role) ?? true)
  return open.map(({ href, label, isDocument = false }) => ({ href, label, isDocument }))
}
