import type { Page } from 'playwright/test'

/** The newest mail to a user, as listed on the mailbox page. */
export function mailboxRow(page: Page, email: string) {
  return page
    .getByRole('navigation', { name: 'Emails' })
    .getByRole('listitem')
    .filter({ hasText: email })
    .first()
}
