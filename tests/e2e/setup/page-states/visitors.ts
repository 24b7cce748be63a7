import {
  alertOf,
  confirmEmail,
  fillSignIn,
  fillSignUp,
  openMailedLink,
  openNewestLink,
  whenAlive,
} from '../../actions'
import { expect, somebody } from '../../fixtures'
import { signedInElsewhere } from '../audit'
import { createPasskey, leavePromptOpen } from '../passkeys'
import { createPendingSignUp } from '../people'
import { enterCode, startSecondStep } from '../two-factor'
import { WRONG, type PageStates } from './given'

/** The pages of signed-out visitors, from the sign-in page to the mailed links. */
export const VISITORS: PageStates = {
  'the “This wasn’t me” page': async ({ page, newUser, newBrowser }) => {
    const user = await newUser()
    await signedInElsewhere(user, newBrowser)
    await openNewestLink(page, user.email, 'This wasn’t me')
    await expect(page.getByRole('button', { name: 'Secure my account' })).toBeVisible()
  },
  'the “This wasn’t me” page without a link': async ({ page }) => {
    await page.goto('/not-me')
  },
  'the sign-in page': async ({ page }) => {
    await page.goto('/sign-in')
  },
  'the sign-in page after a wrong password': async ({ page }) => {
    await page.goto('/sign-in')
    await fillSignIn(page, WRONG)
    await expect(alertOf(page)).not.toBeEmpty()
  },
  'the sign-in page while a device is asked for a passkey': async ({ page }) => {
    await leavePromptOpen(page)
  },
  'the second step, after a wrong code': async ({ page, newUser }) => {
    await startSecondStep(page, await newUser())
    await enterCode(page, '000000')
    await expect(alertOf(page)).not.toBeEmpty()
  },
  'the second step, with a passkey': async ({ page, newUser, database }) => {
    const user = await newUser()
    await startSecondStep(page, user)
    await createPasskey(database, user, 'Blue key')
    await page.reload()
    await expect(page.getByRole('button', { name: 'Use a passkey' })).toBeVisible()
  },
  'the second step, for a recovery code': async ({ page, newUser }) => {
    await startSecondStep(page, await newUser())
    await page.goto('/sign-in/two-factor?with=recovery')
    await expect(page.getByLabel('Recovery code')).toBeVisible()
  },
  'the sign-in page after the session expired': async ({ page }) => {
    await page.goto('/sign-in?code=session_expired')
    await expect(alertOf(page)).not.toBeEmpty()
  },
  'the sign-in page during a lock': async ({ page }) => {
    await page.goto('/sign-in')
    await page.route(
      ({ pathname }) => pathname === '/api/auth/callback/credentials',
      (route) => {
        const { origin } = new URL(route.request().url())
        const url = `${origin}/sign-in?error=CredentialsSignin&code=rate_limited`
        return route.fulfill({ status: 429, json: { url }, headers: { 'retry-after': '900' } })
      },
    )
    await fillSignIn(page, WRONG)
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeDisabled()
  },
  'the sign-in page with the password shown': async ({ page }) => {
    await page.goto('/sign-in')
    await whenAlive(page)
    await page.getByLabel('Password', { exact: true }).fill('x'.repeat(60))
    await page.getByRole('button', { name: 'Show password' }).click()
  },
  'the sign-up page': async ({ page }) => {
    await page.goto('/sign-up')
  },
  'the sign-up page with every field invalid': async ({ page }) => {
    await page.goto('/sign-up')
    await fillSignUp(page, { name: '', username: '', email: 'x', password: 'short' })
    await expect(alertOf(page)).not.toBeEmpty()
  },
  'the sign-up page with a weak password': async ({ page }) => {
    await page.goto('/sign-up')
    await whenAlive(page)
    await page.getByLabel('Password', { exact: true }).fill('Christopher Robinson')
    await expect(page.getByText('Strength: fair')).toBeVisible()
  },
  'the page after a sign-up': async ({ page }) => {
    await page.goto('/sign-up')
    await fillSignUp(page, {
      ...somebody(),
      email: `${'long'.repeat(15)}@${'example'.repeat(8)}.com`,
    })
    await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
  },
  'the page that confirms an email': async ({ page, database }) => {
    const token = await createPendingSignUp(database, somebody())
    await page.goto(`/verify-email?token=${token}`)
    await expect(page.getByRole('button', { name: 'Confirm email' })).toBeVisible()
  },
  'the page that confirms an email, after a wrong password': async ({ page, database }) => {
    const token = await createPendingSignUp(database, somebody())
    await page.goto(`/verify-email?token=${token}`)
    await confirmEmail(page, 'not the password')
    await expect(alertOf(page)).not.toBeEmpty()
  },
  'the page that confirms an email, without a link': async ({ page }) => {
    await page.goto('/verify-email')
  },
  'the page that sends a new link': async ({ page }) => {
    await page.goto('/resend-verification')
  },
  'the page for a forgotten password': async ({ page }) => {
    await page.goto('/forgot-password')
  },
  'the page for a forgotten password after a request': async ({ page }) => {
    await page.goto('/forgot-password')
    await whenAlive(page)
    await page.getByLabel('Email').fill('nobody@example.com')
    await page.getByRole('button', { name: 'Send reset link' }).click()
    await expect(page.getByRole('main').getByRole('status')).not.toBeEmpty()
  },
  'the page for a new password': async ({ page, newUser }) => {
    const user = await newUser()
    await page.goto('/forgot-password')
    await whenAlive(page)
    await page.getByLabel('Email').fill(user.email)
    await page.getByRole('button', { name: 'Send reset link' }).click()
    await openMailedLink(page, user.email, 'Reset password')
    await whenAlive(page)
    await page.getByLabel('New password').fill('short')
    await page.getByRole('button', { name: 'Set new password' }).click()
    await expect(alertOf(page)).not.toBeEmpty()
  },
  'the page for a new password, without a link': async ({ page }) => {
    await page.goto('/reset-password')
  },
  'an unknown page': async ({ page }) => {
    await page.goto('/no/such/page')
  },
}
