import { randomBytes } from 'node:crypto'
import {
  alertOf,
  confirmEmail,
  fillSignIn,
  fillSignUp,
  newestMailTo,
  openMailedLink,
  signIn,
  whenAlive,
} from '../actions'
import type { BrowserContext, BrowserContextOptions } from 'playwright/test'
import { expect, somebody, type Page, type User } from '../latchkey'
import { addEvents, signedInElsewhere, triedBefore } from './audit'
import type { TestDatabase } from './database'
import { pictureFile } from './picture'
import { createAccount, createUndoLink, type AccountState } from './people'
import { addDevices, forgetProof, lookAgain, passTime } from './sessions'

type Given = {
  newBrowser: (options?: BrowserContextOptions) => Promise<BrowserContext>
  page: Page
  database: TestDatabase
  newUser: (about?: AccountState) => Promise<User>
}

const WRONG = { identifier: 'nobody@example.com', password: 'not the password' }

/** As long as an address may be, and nowhere to break it. */
function longEmail(): string {
  const mark = randomBytes(8).toString('hex')
  return `${mark.padEnd(60, 'a')}@${'b'.repeat(60)}.${'c'.repeat(60)}.example`
}

/** Every page in every state it can be in, and how to get it there. */
export const PAGE_STATES: Record<string, (given: Given) => Promise<void>> = {
  'the landing page': async ({ page }) => {
    await page.goto('/')
  },
  'the landing page of somebody signed in': async ({ page, newUser }) => {
    await signIn(page, await newUser(), { then: '/' })
  },
  'the activity of somebody somebody else tried to be': async ({ page, newUser }) => {
    const user = await newUser()
    await triedBefore(page, user)
    await signIn(page, user, { then: '/account/activity' })
  },
  'the activity, more than a page of it': async ({ page, newUser, database }) => {
    const user = await newUser()
    await addEvents(database, user, 60)
    await signIn(page, user, { then: '/account/activity' })
    await page.getByRole('link', { name: 'Older' }).click()
    await expect(page.getByRole('link', { name: 'Newest' })).toBeVisible()
  },
  'the page for a sign-in that was somebody else’s': async ({ page, newUser, newBrowser }) => {
    const user = await newUser()
    await signedInElsewhere(user, newBrowser)
    await page.goto('/mailbox')
    await newestMailTo(page, user.email).getByRole('link', { name: 'This wasn’t me' }).click()
    await expect(page.getByRole('button', { name: 'Secure my account' })).toBeVisible()
  },
  'the page for a sign-in that was somebody else’s, without a link': async ({ page }) => {
    await page.goto('/not-me')
  },
  'the mail about a sign-in from a new device': async ({ page, newUser, newBrowser }) => {
    const user = await newUser()
    await signedInElsewhere(user, newBrowser)
    await page.goto('/mailbox')
    await newestMailTo(page, user.email).getByRole('link').first().click()
  },
  'the audit log': async ({ page, newUser }) => {
    const user = await newUser()
    await triedBefore(page, user)
    await signIn(page, await newUser({ role: 'ADMIN' }), { then: '/admin/audit' })
  },
  'the audit log, asked for somebody who is not there': async ({ page, newUser }) => {
    await signIn(page, await newUser({ role: 'ADMIN' }), {
      then: '/admin/audit?person=nobody-here',
    })
  },
  'the sign-in page': async ({ page }) => {
    await page.goto('/sign-in')
  },
  'the sign-in page after a wrong password': async ({ page }) => {
    await page.goto('/sign-in')
    await fillSignIn(page, WRONG)
    await expect(alertOf(page)).not.toBeEmpty()
  },
  'the sign-in page of somebody whose session has expired': async ({ page }) => {
    await page.goto('/sign-in?code=session_expired')
    await expect(alertOf(page)).not.toBeEmpty()
  },
  'the sign-in page while it is closed for a while': async ({ page }) => {
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
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeDisabled()
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
  'the sign-up page with every field wrong': async ({ page }) => {
    await page.goto('/sign-up')
    await fillSignUp(page, { name: '', username: '', email: 'x', password: 'short' })
    await expect(alertOf(page)).not.toBeEmpty()
  },
  'the sign-up page with a password half thought of': async ({ page }) => {
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
  'the page that confirms an email': async ({ page }) => {
    await page.goto(`/verify-email?token=${'x'.repeat(43)}`)
  },
  'the page that confirms an email, after a dead link': async ({ page }) => {
    await page.goto(`/verify-email?token=${'x'.repeat(43)}`)
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
  'the page for a forgotten password, once asked': async ({ page }) => {
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
    await openMailedLink(page, user.email, 'Choose a new password')
    await whenAlive(page)
    await page.getByLabel('New password').fill('short')
    await page.getByRole('button', { name: 'Set new password' }).click()
    await expect(alertOf(page)).not.toBeEmpty()
  },
  'the page for a new password, without a link': async ({ page }) => {
    await page.goto('/reset-password')
  },
  'the mailbox, and a mail in it': async ({ page }) => {
    const email = longEmail()
    await page.goto('/sign-up')
    await fillSignUp(page, { ...somebody(), email })
    await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
    await page.goto('/mailbox')
    await newestMailTo(page, email).getByRole('link').first().click()
    await page.getByText('As plain text').click()
  },
  'the dashboard': async ({ page, newUser }) => {
    await signIn(page, await newUser())
  },
  'the dashboard of somebody remembered, with long names': async ({ page, database }) => {
    const user = await createAccount(database, {
      ...somebody(),
      name: 'Wolfeschlegelsteinhausenbergerdorff'.repeat(2),
      username: `long-and-${randomBytes(8).toString('hex')}`,
      email: longEmail(),
    })
    await signIn(page, user, { remember: true })
  },
  'the dashboard of an administrator': async ({ page, newUser }) => {
    await signIn(page, await newUser({ role: 'ADMIN' }))
  },
  'the dashboard shortly before the session ends': async ({ page, newUser, database }) => {
    const user = await newUser()
    await signIn(page, user)
    await expect(page.getByRole('timer', { name: 'Time until the idle limit' })).toBeVisible()
    await passTime(database, user, 3600 - 100)
    await lookAgain(page)
    await expect(page.getByRole('button', { name: 'Stay signed in' })).toBeVisible()
  },
  'the dashboard after the session has ended': async ({ page, newUser, database }) => {
    const user = await newUser()
    await signIn(page, user)
    await expect(page.getByRole('timer', { name: 'Time until the idle limit' })).toBeVisible()
    await passTime(database, user, 3600 - 2)
    await lookAgain(page)
    await expect(page.getByRole('alertdialog')).toBeVisible()
  },
  'the profile': async ({ page, newUser }) => {
    await signIn(page, await newUser(), { then: '/account' })
  },
  'the profile with an image': async ({ page, newUser }) => {
    await signIn(page, await newUser(), { then: '/account' })
    await page.getByLabel('Profile image').setInputFiles(await pictureFile())
    await page.getByRole('button', { name: 'Save profile' }).click()
    await expect(page.getByRole('button', { name: 'Remove image' })).toBeVisible()
  },
  'the profile with a username that is taken': async ({ page, newUser }) => {
    await signIn(page, await newUser(), { then: '/account' })
    await page.getByLabel('Username').fill('admin')
    await page.getByRole('button', { name: 'Save profile' }).click()
    await expect(alertOf(page)).not.toBeEmpty()
  },
  'the security page': async ({ page, newUser }) => {
    await signIn(page, await newUser(), { then: '/account/security' })
  },
  'the security page after a wrong password': async ({ page, newUser }) => {
    await signIn(page, await newUser(), { then: '/account/security' })
    await page.getByLabel('Current password').fill('not the password')
    await page.getByLabel('New password').fill('meadow copper lighthouse')
    await page.getByRole('button', { name: 'Change password' }).click()
    await expect(page.getByRole('region', { name: 'Password' }).getByRole('alert')).not.toBeEmpty()
  },
  'the security page, once another email was asked for': async ({ page, newUser }) => {
    await signIn(page, await newUser(), { then: '/account/security' })
    await page.getByLabel('New email').fill(longEmail())
    await page.getByRole('button', { name: 'Change email' }).click()
    await expect(page.getByRole('region', { name: 'Email' }).getByRole('status')).not.toBeEmpty()
  },
  'the page that undoes a new email': async ({ page, newUser, database }) => {
    const token = await createUndoLink(database, await newUser())
    await page.goto(`/undo-email?token=${token}`)
    await expect(page.getByRole('button', { name: 'Undo the change' })).toBeVisible()
  },
  'the page that undoes a new email, without a link': async ({ page }) => {
    await page.goto('/undo-email')
  },
  'the page that asks for the password again': async ({ page, newUser, database }) => {
    const user = await newUser()
    await signIn(page, user)
    await forgetProof(database, user, page)
    await page.goto('/confirm-password')
  },
  'the devices, one of them elsewhere, after one was ended': async ({
    page,
    newUser,
    database,
  }) => {
    const user = await newUser()
    await signIn(page, user)
    await addDevices(database, user, 2)
    await page.goto('/account/sessions')
    await whenAlive(page)
    await page.getByRole('button', { name: 'Sign out this device' }).last().click()
    await expect(page.getByText('That device is signed out.')).toBeVisible()
  },
  'the devices, more than a page of them': async ({ page, newUser, database }) => {
    const user = await newUser()
    await signIn(page, user)
    await addDevices(database, user, 50)
    await page.goto('/account/sessions?page=2')
  },
  'the inspector, before anything happened': async ({ page }) => {
    await page.goto('/inspector')
    await whenAlive(page)
    await expect(page.getByText('Live', { exact: true })).toBeVisible()
  },
  'the inspector after a sign-in, with a step open': async ({ page, newUser }) => {
    const user = await newUser()
    await page.goto('/inspector')
    await whenAlive(page)
    await page.getByLabel('Email or username').fill(user.email)
    await page.getByLabel('Password', { exact: true }).fill(user.password)
    await page.getByRole('button', { name: 'Sign in here' }).click()
    await expect(page.getByText('Signed in. Look at the sequence.')).toBeVisible()
    await page.getByText('jwt callback').first().click()
    await page
      .getByText(/callbacks\.ts:\d+/)
      .filter({ visible: true })
      .click()
  },
  'the list of users, with long names': async ({ page, database, newUser }) => {
    await createAccount(
      database,
      {
        ...somebody(),
        name: 'Wolfeschlegelsteinhausenbergerdorff'.repeat(2),
        username: `long-and-${randomBytes(8).toString('hex')}`,
        email: longEmail(),
      },
      { role: 'ADMIN', isDisabled: true },
    )
    await newUser({ isVerified: false })
    await signIn(page, await newUser({ role: 'ADMIN' }), { then: '/admin/users' })
  },
  'the list of users, nobody found': async ({ page, newUser }) => {
    const then = '/admin/users?q=nobody-is-called-this&state=disabled'
    await signIn(page, await newUser({ role: 'ADMIN' }), { then })
  },
  'the page of a user, before and after a refusal': async ({ page, newUser }) => {
    const user = await newUser({ isVerified: false })
    await signIn(page, await newUser({ role: 'ADMIN' }), { then: `/admin/users/${user.id}` })
    await page.getByRole('button', { name: 'Disable account' }).click()
    await expect(page.getByLabel('Reason')).toHaveAttribute('aria-invalid', 'true')
    await page.getByRole('button', { name: 'Delete user' }).click()
    await expect(page.getByText('Press again to go on.')).toBeVisible()
  },
  'the page of a disabled user, with long names': async ({ page, database, newUser }) => {
    const user = await createAccount(
      database,
      {
        ...somebody(),
        name: 'Wolfeschlegelsteinhausenbergerdorff'.repeat(2),
        username: `long-and-${randomBytes(8).toString('hex')}`,
        email: longEmail(),
      },
      { role: 'ADMIN' },
    )
    await signIn(page, user)
    await database.rows(
      `UPDATE users SET "disabledAt" = now(), "disabledUntil" = now() + interval '1 year',
                        "disabledReason" = repeat('Reason', 33) WHERE id = $1::uuid`,
      [user.id],
    )
    await signIn(page, await newUser({ role: 'ADMIN' }), { then: `/admin/users/${user.id}` })
  },
  'the own page of an administrator': async ({ page, newUser }) => {
    const admin = await newUser({ role: 'ADMIN' })
    await signIn(page, admin, { then: `/admin/users/${admin.id}` })
  },
  'the data page, after a wrong password': async ({ page, newUser }) => {
    await signIn(page, await newUser(), { then: '/account/data' })
    await page.getByLabel('Password', { exact: true }).fill('not the password')
    await page.getByRole('button', { name: 'Delete account' }).click()
    await expect(alertOf(page)).not.toBeEmpty()
  },
  'a page that is not there': async ({ page }) => {
    await page.goto('/no/such/page')
  },
}
