import type { Page } from '@/app/navigation'
import { isAdministrator } from '@/lib/domain/accounts/roles'

/** Everyone else gets a 404 there. */
const isOpenTo = isAdministrator

export const ADMIN_PAGES: readonly Page[] = [
  { href: '/admin/users', label: 'Users', isOpenTo },
  { href: '/admin/audit', label: 'Audit log', isOpenTo },
]
