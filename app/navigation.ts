import { ADMIN_PAGES } from '@/app/(app)/admin/pages' // optional part: admin
import { MAILBOX_PAGES } from '@/app/mailbox/pages' // optional part: mailbox
import type { NavigationItem, NavigationPage } from '@/components/site/main-navigation'
import type { Role } from '@/lib/domain/accounts/roles'
import { isInspectorOpen } from '@/lib/inspector/access' // optional part: inspector

/** The account pages. */
export const ACCOUNT_PAGES = [
  { href: '/account', label: 'Profile', about: 'Name, username and photo' },
  {
    href: '/account/security',
    label: 'Security',
    about: 'Password, two-factor, passkeys and email',
    within: ['/account/two-factor', '/account/passkeys'],
  },
  { href: '/account/sessions', label: 'Devices', about: 'Where you’re signed in' },
  { href: '/account/tokens', label: 'Access tokens', about: 'For programs that act for you' },
  { href: '/account/activity', label: 'Activity', about: 'What happened and where' },
  { href: '/account/data', label: 'Your data', about: 'Download or delete it' },
]

const PAGES: readonly NavigationPage[] = [
  { href: '/dashboard', label: 'Dashboard' },
  { href: '/account', label: 'Account' },
  ...ADMIN_PAGES, // optional part: admin
  // optional part: inspector
  { href: '/inspector', label: 'Inspector', isDocument: true, isOpenTo: isInspectorOpen },
  ...MAILBOX_PAGES, // optional part: mailbox
]

/** The main navigation: only what this role may open. */
export function navigationFor(role: Role | null): NavigationItem[] {
  const open = PAGES.filter(({ isOpenTo }) => isOpenTo?.(role) ?? true)
  return open.map(({ href, label, isDocument = false }) => ({ href, label, isDocument }))
}
