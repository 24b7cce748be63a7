import type { NavigationItem } from '@/components/site/main-navigation'
import { isInspectorOpen } from '@/lib/auth/inspector'

/** The way round for somebody signed in, with what is open to them. */
export function navigationFor(role: 'USER' | 'ADMIN' | null): NavigationItem[] {
  return [
    { href: '/dashboard', label: 'Dashboard' },
    { href: '/account', label: 'Account' },
    ...(isInspectorOpen(role)
      ? [{ href: '/inspector', label: 'Inspector', isDocument: true }]
      : []),
  ]
}
