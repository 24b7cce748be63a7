import { openConfirmDialog, signIn } from '../../actions'
import { expect } from '../../fixtures'
import { triedBefore } from '../audit'
import { createAccount } from '../people'
import { longPerson, type PageStates } from './given'

/** The administrators' pages. */
export const ADMINISTRATION: PageStates = {
  'the audit log': async ({ page, newUser }) => {
    const user = await newUser()
    await triedBefore(page, user)
    await signIn(page, await newUser({ role: 'ADMIN' }), { then: '/admin/audit' })
  },
  'the audit log, filtered by an unknown user': async ({ page, newUser }) => {
    await signIn(page, await newUser({ role: 'ADMIN' }), {
      then: '/admin/audit?person=nobody-here',
    })
  },
  'the list of users, with long names': async ({ page, database, newUser }) => {
    await createAccount(database, longPerson(), { role: 'ADMIN', isDisabled: true })
    await newUser({ isVerified: false })
    await signIn(page, await newUser({ role: 'ADMIN' }), { then: '/admin/users' })
  },
  'the list of users without a match': async ({ page, newUser }) => {
    const then = '/admin/users?q=nobody-is-called-this&state=disabled'
    await signIn(page, await newUser({ role: 'ADMIN' }), { then })
  },
  'the page of a user, before and after a refusal': async ({ page, newUser }) => {
    const user = await newUser({ isVerified: false })
    await signIn(page, await newUser({ role: 'ADMIN' }), { then: `/admin/users/${user.id}` })
    await page.getByRole('button', { name: 'Disable account' }).click()
    await expect(page.getByLabel('Reason')).toHaveAttribute('aria-invalid', 'true')
    await page.getByRole('button', { name: 'Make admin' }).click()
    await expect(page.getByRole('link', { name: 'Cancel' })).toBeVisible()
  },
  'the dialog before a user is deleted': async ({ page, newUser }) => {
    const user = await newUser()
    await signIn(page, await newUser({ role: 'ADMIN' }), { then: `/admin/users/${user.id}` })
    await openConfirmDialog(page, 'Delete user')
  },
  'the page of a disabled user, with long names': async ({ page, database, newUser }) => {
    const user = await createAccount(database, longPerson(), { role: 'ADMIN' })
    await signIn(page, user)
    await database.rows(
      `UPDATE users SET "disabledAt" = now(), "disabledUntil" = now() + interval '1 year',
                        "disabledReason" = repeat('Reason', 33) WHERE id = $1::uuid`,
      [user.id],
    )
    await signIn(page, await newUser({ role: 'ADMIN' }), { then: `/admin/users/${user.id}` })
  },
  'an administrator’s own page': async ({ page, newUser }) => {
    const admin = await newUser({ role: 'ADMIN' })
    await signIn(page, admin, { then: `/admin/users/${admin.id}` })
  },
}
