import { alertOf, deleteAccount, openConfirmDialog, signIn, whenAlive } from '../../actions'
import { expect } from '../../fixtures'
import { addEvents, triedBefore } from '../audit'
import { createPasskey, plugIn } from '../passkeys'
import { pictureFile } from '../picture'
import { createAccount, createUndoLink } from '../people'
import { addDevices, forgetProof, idleUntil } from '../sessions'
import { trustBrowser, turnOnTwoFactor } from '../two-factor'
import { longEmail, longPerson, type PageStates } from './given'

/** A user's own account pages. */
export const ACCOUNT: PageStates = {
  'the activity page after a failed sign-in by someone else': async ({ page, newUser }) => {
    const user = await newUser()
    await triedBefore(page, user)
    await signIn(page, user, { then: '/account/activity' })
  },
  'the activity page with several pages': async ({ page, newUser, database }) => {
    const user = await newUser()
    await addEvents(database, user, 60)
    await signIn(page, user, { then: '/account/activity' })
    await page.getByRole('link', { name: 'Older' }).click()
    await expect(page.getByRole('link', { name: 'Newest' })).toBeVisible()
  },
  'the dashboard': async ({ page, newUser }) => {
    await signIn(page, await newUser())
  },
  'the dashboard of a remembered session, with long names': async ({ page, database }) => {
    const user = await createAccount(database, longPerson())
    await signIn(page, user, { remember: true })
  },
  'the dashboard of an administrator': async ({ page, newUser }) => {
    await signIn(page, await newUser({ role: 'ADMIN' }))
  },
  'the dashboard shortly before the session ends': async ({ page, newUser, database }) => {
    await idleUntil(100, { page, database, user: await newUser() })
    await expect(page.getByRole('button', { name: 'Stay signed in' })).toBeVisible()
  },
  'the dashboard after the session has ended': async ({ page, newUser, database }) => {
    await idleUntil(6, { page, database, user: await newUser() })
    await expect(page.getByRole('alertdialog')).toBeVisible()
  },
  'the profile': async ({ page, newUser }) => {
    await signIn(page, await newUser(), { then: '/account' })
  },
  'the profile with an image': async ({ page, newUser }) => {
    await signIn(page, await newUser(), { then: '/account' })
    await page.getByLabel('Profile image').setInputFiles(await pictureFile())
    await page.getByRole('button', { name: 'Save profile' }).click()
    await expect(page.getByRole('button', { name: 'Remove photo' })).toBeVisible()
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
  'the security page of somebody without a password': async ({ page, newUser, database }) => {
    const user = await newUser()
    await signIn(page, user)
    await database.rows(`UPDATE users SET "passwordHash" = NULL WHERE id = $1::uuid`, [user.id])
    await page.goto('/account/security')
    await expect(page.getByRole('button', { name: 'Send password link' })).toBeVisible()
  },
  'the security page after a wrong password': async ({ page, newUser }) => {
    await signIn(page, await newUser(), { then: '/account/security' })
    await page.getByLabel('Current password').fill('not the password')
    await page.getByLabel('New password').fill('meadow copper lighthouse')
    await page.getByRole('button', { name: 'Change password' }).click()
    await expect(page.getByRole('region', { name: 'Password' }).getByRole('alert')).not.toBeEmpty()
  },
  'the security page after requesting another email': async ({ page, newUser }) => {
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
  'the page that sets up two-factor, after a wrong code': async ({ page, newUser }) => {
    await signIn(page, await newUser(), { then: '/account/two-factor' })
    await page.getByLabel('Authentication code').fill('000000')
    await page.getByRole('button', { name: 'Turn on two-factor' }).click()
    await expect(alertOf(page)).not.toBeEmpty()
  },
  'the passkeys, without any': async ({ page, newUser }) => {
    await signIn(page, await newUser(), { then: '/account/passkeys' })
  },
  'the passkeys, after a canceled prompt': async ({ page, newUser }) => {
    await plugIn(page, { isVerified: false })
    await signIn(page, await newUser(), { then: '/account/passkeys' })
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await expect(page.getByText('No passkey was added. You can try again.')).toBeVisible()
  },
  'the passkeys, after a question': async ({ page, newUser, database }) => {
    const user = await newUser()
    for (const name of ['Blue key', 'x'.repeat(80)]) await createPasskey(database, user, name)
    await signIn(page, user, { then: '/account/passkeys' })
    await page.getByRole('button', { name: 'Remove' }).first().click()
    await expect(page.getByText('Remove this passkey?')).toBeVisible()
  },
  'the page that asks for password or passkey': async ({ page, newUser, database }) => {
    const user = await newUser()
    await createPasskey(database, user, 'Blue key')
    await signIn(page, user, { then: '/account' })
    await forgetProof(database, user, page)
    await page.goto('/confirm-password')
    await expect(page.getByRole('button', { name: 'Use a passkey' })).toBeVisible()
  },
  'the recovery codes': async ({ page, newUser }) => {
    await signIn(page, await newUser())
    await turnOnTwoFactor(page)
  },
  'the two-factor page, while it is on, after a question': async ({ page, newUser }) => {
    await signIn(page, await newUser())
    await turnOnTwoFactor(page)
    await page.goto('/account/two-factor')
    await whenAlive(page)
    await openConfirmDialog(page, 'Turn off two-factor')
  },
  'the page that asks for password and code': async ({ page, newUser, database }) => {
    const user = await newUser()
    await signIn(page, user)
    await turnOnTwoFactor(page)
    await page.goto('/account')
    await forgetProof(database, user, page)
    await page.goto('/confirm-password')
  },
  'the devices, with a trusted browser': async ({ page, newUser, database }) => {
    await trustBrowser(page, await newUser(), database)
    await page.goto('/account/sessions')
    await expect(page.getByRole('heading', { name: 'Trusted browsers' })).toBeVisible()
  },
  'the device list after one was signed out': async ({ page, newUser, database }) => {
    const user = await newUser()
    await signIn(page, user)
    await addDevices(database, user, 2)
    await page.goto('/account/sessions')
    await whenAlive(page)
    await page.getByRole('button', { name: 'Sign out this device' }).last().click()
    await expect(page.getByText('The device was signed out.')).toBeVisible()
  },
  'the device list with several pages': async ({ page, newUser, database }) => {
    const user = await newUser()
    await signIn(page, user)
    await addDevices(database, user, 50)
    await page.goto('/account/sessions?page=2')
  },
  'the access tokens, one of them just created': async ({ page, newUser }) => {
    await signIn(page, await newUser(), { then: '/account/tokens' })
    await page.getByLabel('Token name').fill('Backup script of the archive')
    await page.getByRole('button', { name: 'Create token' }).click()
    await expect(page.getByLabel('Your new token')).not.toBeEmpty()
  },
  'the data page, after a wrong password': async ({ page, newUser }) => {
    const user = await newUser()
    await signIn(page, user, { then: '/account/data' })
    await deleteAccount(page, { ...user, password: 'not the password' })
    await expect(alertOf(page)).not.toBeEmpty()
  },
}
