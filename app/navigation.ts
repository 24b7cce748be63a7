import type { NavigationItem } from '@/components/site/main-navigation'
import { isInspectorOpen } from '@/lib/auth/inspector'

const ADMINISTRATION = [
  { href: '/admin/users', label: 'Users' },
  { href: '/admin/audit', label: 'Audit log' },
]

/** The way round for somebody signed in, with what is open to them. */
export function navigationFor(role: 'USER' | 'ADMIN' | null): NavigationItem[] {
  return [
    { href: '/dashboard', label: 'Dashboard' },
    { href: '/account', label: 'Account' },
    // For everybody else these pages do not exist.
    ...(role === 'ADMIN' ? ADMINISTRATION : []),
    ...(isInspectorOpen(role)
      ? [{ href: '/inspector', label: 'Inspector', isDocument: true }]
      : []),
  ]
}
