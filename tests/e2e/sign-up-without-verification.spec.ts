import { alertOf, expectSignedIn, fillSignUp } from './actions'
import { expect, somebody, test } from './fixtures'
import { actionFields, ownAddress, postForm } from './setup/http'

test.use({ server: 'no-verification' })

test('a new user is signed in at once', async ({ page }) => {
  const person = somebody()
  await page.goto('/sign-up')
  await fillSignUp(page, person)

  await expectSignedIn(page)
  await expect(page.getByRole('banner')).toContainText(person.name)
  await page.reload()
  await expect(page.getByRole('main').getByText(`@${person.username}`)).toBeVisible()
})

test('a taken email is reported in any letter case, and nothing typed is lost', async ({
  page,
  newUser,
  database,
}) => {
  const owner = await newUser()
  const person = { ...somebody(), email: owner.email.toUpperCase() }
  await page.goto('/sign-up')
  await fillSignUp(page, person)

  await expect(alertOf(page)).toHaveText('User already exists.')
  await expect(page.getByLabel('Email')).toBeFocused()
  await expect(page.getByLabel('Username')).toHaveValue(person.username)
  expect(await database.count('users WHERE username = $1', [person.username])).toBe(0)
})

test('a taken username is reported', async ({ page, newUser }) => {
  const owner = await newUser()
  await page.goto('/sign-up')
  await fillSignUp(page, { ...somebody(), username: owner.username })

  await expect(alertOf(page)).toHaveText('That username is taken.')
})

for (const shared of ['email', 'username'] as const) {
  test(`eight concurrent sign-ups with one ${shared} create one account`, async ({
    request,
    baseURL,
    database,
  }) => {
    const visitor = { request, url: baseURL ?? '' }
    const hidden = await actionFields(visitor, '/sign-up', 'username')
    const { [shared]: value } = somebody()
    const signUp = () => {
      const fields = Object.entries({ ...somebody(), [shared]: value })
      const parts = fields.map(([name, value]) => ({ name, value }))
      return postForm(visitor, '/sign-up', parts, hidden, { 'x-forwarded-for': ownAddress() })
    }
    const answers = await Promise.all(Array.from({ length: 8 }, signUp))

    const statuses = answers.map((answer) => answer.status())
    expect(statuses.filter((status) => status === 303)).toHaveLength(1)
    expect(statuses.filter((status) => status >= 500)).toEqual([])
    expect(await database.count(`users WHERE ${shared} = $1`, [value])).toBe(1)
  })
}
