import { fillSignUp } from '../../actions'
import { expect, somebody } from '../../fixtures'
import { mailboxRow } from '../../mailbox'
import { signedInElsewhere } from '../audit'
import { longEmail, type PageStates } from './given'

/** The mailbox, with and without mail. */
export const MAILBOX: PageStates = {
  'the mailbox with a mail': async ({ page }) => {
    const email = longEmail()
    await page.goto('/sign-up')
    await fillSignUp(page, { ...somebody(), email })
    await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
    await page.goto('/mailbox')
    await mailboxRow(page, email).getByRole('link').first().click()
    await page.getByText('Plain text').click()
  },
  'the mail about a sign-in from a new device': async ({ page, newUser, newBrowser }) => {
    const user = await newUser()
    await signedInElsewhere(user, newBrowser)
    await page.goto('/mailbox')
    await mailboxRow(page, user.email).getByRole('link').first().click()
  },
}
