import type { Page } from 'playwright/test'

/** The newest mail to somebody, as the mailbox page lists it. */
export function mailboxRow(page: Page, email: string) {
  return page
    .getByRole('navigation', { name: 'Emails' })
    .getByRole('listitem')
    .filter({ hasText: email })
    .first()
}
