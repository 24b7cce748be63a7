import type { NavigationItem } from '@/components/site/main-navigation'
import { isInspectorOpen } from '@/lib/inspector/access'
import { isAdministrator, type Role } from '@/lib/domain/accounts/roles'

const ADMINISTRATION = [
  { href: '/admin/users', label: 'Users' },
  { href: '/admin/audit', label: 'Audit log' },
]

/** The pages about one's own account. */
export const ACCOUNT_PAGES = [
  { href: '/account', label: 'Profile', about: 'Name, username and image' },
  { href: '/account/security', label: 'Security', about: 'Password and email' },
  { href: '/account/sessions', label: 'Devices', about: 'Where you are signed in' },
  { href: '/account/activity', label: 'Activity', about: 'What happened, and from where' },
  { href: '/account/data', label: 'Your data', about: 'Download it, or delete the account' },
]

/** The way round for somebody signed in, with what is open to them. */
export function navigationFor(role: Role | null): NavigationItem[] {
  return [
    { href: '/dashboard', label: 'Dashboard' },
    { href: '/account', label: 'Account' },
    // For everybody else these pages do not exist.
    ...(isAdministrator(role) ? ADMINISTRATION : []),
    ...(isInspectorOpen(role)
      ? [{ href: '/inspector', label: 'Inspector', isDocument: true }]
      : []),
  ]
}
