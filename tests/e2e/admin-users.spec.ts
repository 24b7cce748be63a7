import { fillSignIn, newestMailTo, signIn, toastOf, whenAlive } from './actions'
import { expect, somebody, test, type Page, type User } from './latchkey'
import { confirmPassword, forgetProof } from './setup/sessions'

const pathOf = (user: { id: string }) => `/admin/users/${user.id}`
const action = (page: Page, button: string) => page.getByRole('region', { name: button })
const done = (page: Page) => page.getByRole('main').getByRole('status').first()

/** Presses a button of the user's page, and answers its question with another press. */
async function confirm(page: Page, button: string): Promise<void> {
  await whenAlive(page)
  const part = action(page, button)
  await part.getByRole('button', { name: button }).click()
  await expect(part.getByText('Press again to go on.')).toBeVisible()
  await part.getByRole('button', { name: button }).click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('an administrator is made and unmade, for a session that is open elsewhere', async ({
      page,
      newUser,
      newBrowser,
      problems,
    }) => {
      problems.expect(/404/)
      const user = await newUser()
      const elsewhere = await (await newBrowser()).newPage()
      await signIn(elsewhere, user)
      const users = elsewhere.getByRole('navigation', { name: 'Main' }).getByText('Users')
      await expect(users).toHaveCount(0)
      await signIn(page, await newUser({ role: 'ADMIN' }), { then: pathOf(user) })

      await confirm(page, 'Make admin')
      await expect(done(page)).toHaveText('This account is an administrator now.')
      await elsewhere.goto('/dashboard')
      await users.click()
      await expect(elsewhere.getByRole('heading', { name: 'Users' })).toBeVisible()

      await confirm(page, 'Remove admin')
      await expect(done(page)).toHaveText('This account is no administrator any more.')
      const answer = await elsewhere.goto('/admin/users')
      expect(answer?.status()).toBe(404)
    })

    test('an account is disabled and enabled, and out at its next click', async ({
      page,
      newUser,
      newBrowser,
      problems,
    }) => {
      problems.expect(/401|403/)
      const user = await newUser()
      const elsewhere = await (await newBrowser()).newPage()
      await signIn(elsewhere, user)
      await signIn(page, await newUser({ role: 'ADMIN' }), { then: pathOf(user) })
      await whenAlive(page)
      const part = action(page, 'Disable account')
      await part.getByLabel('Until').fill('2001-01-01T10:00')
      await part.getByRole('button').click()
      await expect(part.getByLabel('Reason')).toHaveAccessibleDescription(/Say why/)
      await part.getByLabel('Reason').fill('Lent to a colleague')
      await part.getByRole('button').click()
      await expect(part.getByLabel('Until')).toHaveAccessibleDescription(/moment to come/)
      await expect(part.getByLabel('Reason')).toHaveValue('Lent to a colleague')
      await part.getByLabel('Until').fill('2999-01-01T10:00')
      await confirm(page, 'Disable account')

      await expect(done(page)).toContainText('This account is disabled')
      const account = page.getByRole('region', { name: 'Account', exact: true })
      await expect(account).toContainText('Lent to a colleague')
      await expect(account).toContainText('1 Jan 2999')
      await elsewhere.goto('/dashboard')
      await expect(elsewhere).toHaveURL(/\/sign-in/)
      await fillSignIn(elsewhere, { identifier: user.email, password: user.password })
      await expect(elsewhere.getByRole('main').getByRole('alert')).toHaveText(
        'This account is disabled. Contact an administrator.',
      )

      await confirm(page, 'Enable account')
      await expect(done(page)).toHaveText('This account is enabled.')
      await fillSignIn(elsewhere, { identifier: user.email, password: user.password })
      await expect(elsewhere).toHaveURL('/dashboard')
    })

    test('a user is deleted, and told by mail', async ({
      page,
      newUser,
      newBrowser,
      database,
      problems,
    }) => {
      problems.expect(/404/)
      const user = await newUser()
      const elsewhere = await (await newBrowser()).newPage()
      await signIn(elsewhere, user)
      await signIn(page, await newUser({ role: 'ADMIN' }), { then: pathOf(user) })

      await confirm(page, 'Delete user')

      await expect(page).toHaveURL('/admin/users?done=deleted')
      await expect(page.getByText('The account is deleted')).toBeVisible()
      expect((await page.goto(pathOf(user)))?.status()).toBe(404)
      await elsewhere.goto('/dashboard')
      await expect(elsewhere).toHaveURL(/\/sign-in/)
      expect(await database.count('users WHERE id = $1::uuid', [user.id])).toBe(0)
      await page.goto('/mailbox')
      await expect(newestMailTo(page, user.email)).toContainText('account was deleted')
    })

    test('links are mailed, and devices signed out', async ({ page, newUser, newBrowser }) => {
      const user = await newUser({ isVerified: false })
      await signIn(page, await newUser({ role: 'ADMIN' }), { then: pathOf(user) })
      await confirm(page, 'Resend verification')
      await expect(done(page)).toContainText('A new confirmation link')
      await page.goto('/mailbox')
      await expect(newestMailTo(page, user.email)).toContainText('Confirm email')

      const confirmed = await newUser()
      const elsewhere = await (await newBrowser()).newPage()
      await signIn(elsewhere, confirmed)
      await page.goto(pathOf(confirmed))
      await expect(page.getByRole('region', { name: 'Resend verification' })).toHaveCount(0)
      await confirm(page, 'Send reset link')
      await expect(done(page)).toContainText('A reset link')
      await confirm(page, 'Sign out all devices')
      await expect(done(page)).toContainText('Every device')
      await expect(page.getByRole('region', { name: 'Devices', exact: true })).toContainText(
        'nowhere',
      )
      await elsewhere.goto('/dashboard')
      await expect(elsewhere).toHaveURL(/\/sign-in/)
      await page.goto('/mailbox')
      await expect(newestMailTo(page, confirmed.email)).toContainText('Choose a new password')
    })

    test('people are searched, filtered and listed page by page', async ({
      page,
      newUser,
      database,
    }) => {
      const { username } = somebody()
      await signIn(page, await newUser({ role: 'ADMIN' }))
      const ada = await newUser({ name: `Ada Zeta${username}`, username })
      await newUser({ name: `Zeta${username} Disabled`, isDisabled: true })
      await page.getByRole('link', { name: 'Manage users' }).click()
      await whenAlive(page)
      const list = page.getByRole('list', { name: 'Users' })
      for (const search of [`zeta${username}`, `ada zeta${username}`, `@${username}`, ada.email]) {
        await page.getByLabel('Search users').fill(search)
        await page.getByRole('button', { name: 'Search' }).click()
        await expect(list).toContainText(`@${username}`)
      }
      await page.getByLabel('Search users').fill(`zeta${username}`)
      await page.getByLabel('State').selectOption('Disabled')
      await page.getByRole('button', { name: 'Search' }).click()
      await expect(list.getByRole('listitem')).toHaveCount(1)
      await expect(list).toContainText('Disabled')
      await expect(page.getByLabel('Search users')).toHaveValue(`zeta${username}`)

      await database.rows(
        `INSERT INTO users (id, email, username, name, "createdAt", "updatedAt", "emailVerifiedAt")
         SELECT gen_random_uuid(), $1 || n || '@many.example', $1 || n, $1 || ' ' || n, now(), now(), now()
           FROM generate_series(100, 129) n`,
        [`many${username}`],
      )
      await page.goto(`/admin/users?q=many${username}&sort=name`)
      await expect(page.getByText('30 users')).toBeVisible()
      await expect(list.getByRole('listitem')).toHaveCount(25)
      await page.getByRole('link', { name: 'Next' }).click()
      await expect(list.getByRole('listitem')).toHaveCount(5)
      await expect(list).toContainText(`many${username} 129`)
      await page.getByRole('link', { name: 'Previous' }).click()
      await expect(list.getByRole('listitem')).toHaveCount(25)
      await page.goto(`/admin/users?q=nobody${username}`)
      await expect(page.getByRole('heading', { name: 'Nobody found' })).toBeVisible()
    })
  })
}

test('a question can be left, and nothing has happened', async ({ page, newUser, database }) => {
  const user = await newUser()
  await signIn(page, await newUser({ role: 'ADMIN' }), { then: pathOf(user) })
  await whenAlive(page)
  await page.getByRole('button', { name: 'Delete user' }).click()
  await page.getByRole('link', { name: 'Leave it as it is' }).click()

  await expect(page.getByText('Press again to go on.')).toHaveCount(0)
  expect(await database.count('users WHERE id = $1::uuid', [user.id])).toBe(1)
})

test('an old proof asks for the password first, and what was typed is there again', async ({
  page,
  newUser,
  database,
}) => {
  const [admin, user] = [await newUser({ role: 'ADMIN' }), await newUser()]
  await signIn(page, admin, { then: pathOf(user) })
  await whenAlive(page)
  await forgetProof(database, admin, page)
  await page.getByLabel('Reason').fill('Asked to be')
  await page.getByRole('button', { name: 'Disable account' }).click()
  await expect(page).toHaveURL(/\/confirm-password/)
  await confirmPassword(page, admin.password)

  await expect(page).toHaveURL(pathOf(user))
  await expect(page.getByLabel('Reason')).toHaveValue('Asked to be')
  expect(
    await database.count(`users WHERE id = $1::uuid AND "disabledAt" IS NULL`, [user.id]),
  ).toBe(1)
})

test('for everybody else, and for ids of nobody, there is no such page', async ({
  page,
  newUser,
  newBrowser,
}) => {
  const [user, other] = [await newUser(), await newUser()]
  await signIn(page, user)
  for (const path of ['/admin/users', '/admin/users?q=ada', pathOf(other), pathOf(user)]) {
    const answer = await page.request.get(path)
    expect(answer.status(), path).toBe(404)
    expect(await answer.text(), path).not.toContain(other.email)
    const data = await page.request.get(path, { headers: { rsc: '1' } })
    expect(await data.text(), path).not.toContain(other.email)
  }
  const admin = await (await newBrowser()).newPage()
  await signIn(admin, await newUser({ role: 'ADMIN' }))
  const nobody = '018f0000-0000-7000-8000-000000000000'
  for (const id of [nobody, other.id.toUpperCase(), 'x', "'", `${other.id}x`]) {
    expect((await admin.request.get(`/admin/users/${id}`)).status(), id).toBe(404)
  }
  for (const malformed of ['%00', '..%2Fusers']) {
    expect((await admin.request.get(`/admin/users/${malformed}`)).status(), malformed).toBe(400)
  }
  const nonsense = 'q=y&q=x&role=ROOT&state=gone&sort=passwordHash&after=x&before[]=y&done=toString'
  expect((await admin.request.get(`/admin/users?${nonsense}`)).status()).toBe(200)
  expect((await admin.request.get(`/admin/users?q=%ED%A0%80%00%FF`)).status()).toBeLessThan(500)
})

test('an administrator who is none any more changes nothing with an open page', async ({
  page,
  newUser,
  database,
  problems,
}) => {
  problems.expect(/404/)
  const [admin, user] = [await newUser({ role: 'ADMIN' }), await newUser()]
  await signIn(page, admin, { then: pathOf(user) })
  await whenAlive(page)
  await page.getByRole('button', { name: 'Delete user' }).click()
  await expect(page.getByText('Press again to go on.')).toBeVisible()
  await demote(database, admin)
  await page.getByRole('button', { name: 'Delete user' }).click()

  await expect(
    page.getByRole('heading', { name: /not found|no such page|not here/i }),
  ).toBeVisible()
  expect(await database.count('users WHERE id = $1::uuid', [user.id])).toBe(1)
})

test('the page shows devices and events in words, and nothing that opens a session', async ({
  page,
  newUser,
  newBrowser,
  database,
}) => {
  const user = await newUser()
  const elsewhere = await (await newBrowser()).newPage()
  await signIn(elsewhere, user)
  await signIn(page, await newUser({ role: 'ADMIN' }), { then: pathOf(user) })

  await expect(page.getByRole('region', { name: 'Devices', exact: true })).toContainText(
    'Chrome on',
  )
  await expect(page.getByRole('region', { name: 'Recent activity' })).toContainText('Signed in')
  const rows = await database.rows(
    `SELECT s.id, u."passwordHash" AS hash FROM sessions s JOIN users u ON u.id = s."userId"
      WHERE u.id = $1::uuid`,
    [user.id],
  )
  const [row] = rows
  const html = await (await page.request.get(pathOf(user))).text()
  expect(html).not.toContain(String(row?.id))
  expect(html).not.toContain(String(row?.hash))
  await expect(toastOf(page)).toBeEmpty()
})

async function demote(
  database: { rows: (sql: string, values: unknown[]) => Promise<unknown> },
  user: User,
): Promise<void> {
  await database.rows(`UPDATE users SET role = 'USER' WHERE id = $1::uuid`, [user.id])
}
