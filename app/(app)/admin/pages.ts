import type { NavigationPage } from '@/components/site/main-navigation'
import { isAdministrator } from '@/lib/domain/accounts/roles'

/** Everyone else gets a 404 there. */
const isOpenTo = isAdministrator

export const ADMIN_PAGES: readonly NavigationPage[] = [
  { href: '/admin/users', label: 'Users', isOpenTo },
  { href: '/admin/audit', label: 'Audit log', isOpenTo },
]
