import type { NavigationPage } from '@/components/site/main-navigation'
import { env } from '@/lib/env'

/** Where mails can be read instead of being sent: not in production. */
export const MAILBOX_PAGES: readonly NavigationPage[] = [
  { href: '/mailbox', label: 'Mailbox', isDocument: true, isOpenTo: () => !env().isProduction },
]
