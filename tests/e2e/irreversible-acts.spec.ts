import { signIn, whenAlive } from './actions'
import { expect, test, type Page, type User } from './fixtures'

const users = 'users WHERE id = $1::uuid'
const dialogOf = (page: Page) => page.getByRole('dialog')

type Act = {
  what: string
  button: string
  /** Opens the page; whose account is deleted there. */
  open: (page: Page, newUser: (about?: { role: 'ADMIN' }) => Promise<User>) => Promise<User>
}

const ACTS: Act[] = [
  {
    what: 'an administrator deletes a user',
    button: 'Delete user',
    open: async (page, newUser) => {
      const user = await newUser()
      await signIn(page, await newUser({ role: 'ADMIN' }), { then: `/admin/users/${user.id}` })
      return user
    },
  },
  {
    what: 'somebody deletes their account',
    button: 'Delete account',
    open: async (page, newUser) => {
      const user = await newUser()
      await signIn(page, user, { then: '/account/data' })
      return user
    },
  },
]

for (const { what, button, open } of ACTS) {
  test.describe(what, () => {
    test('by no key held down', async ({ page, newUser, database }) => {
      const user = await open(page, newUser)
      await whenAlive(page)
      await page.getByRole('button', { name: button }).focus()
      // The first press, then what a keyboard sends while the key stays down.
      for (let repeat = 0; repeat < 60; repeat += 1) await page.keyboard.down('Enter')
      await expect(dialogOf(page)).toBeVisible()
      for (let repeat = 0; repeat < 30; repeat += 1) await page.keyboard.down('Enter')
      await expect(dialogOf(page).getByRole('button', { name: 'Cancel' })).toBeFocused()
      await page.keyboard.up('Enter')

      expect(await database.count(users, [user.id])).toBe(1)
    })

    test('by no second press: that one cancels', async ({ page, newUser, database }) => {
      const user = await open(page, newUser)
      await whenAlive(page)
      await page.getByRole('button', { name: button }).focus()
      await page.keyboard.press('Enter')
      const cancel = dialogOf(page).getByRole('button', { name: 'Cancel' })
      await expect(cancel).toBeFocused()
      await expect(dialogOf(page)).toContainText(`@${user.username}`)
      await page.keyboard.press('Enter')

      await expect(dialogOf(page)).toBeHidden()
      await expect(page.getByRole('button', { name: button })).toBeFocused()
      expect(await database.count(users, [user.id])).toBe(1)
    })
  })
}
